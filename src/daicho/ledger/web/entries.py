"""The tab "Journal entries" of a document: what it has in the books. Any package gives it to its records."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.money import Money
from daicho.ledger.queries.source_entries import EntryView, source_entries
from daicho.ledger.web.words import account_label
from daicho.platform.web.detail import Tab
from daicho.platform.web.page import PageRequest, find_page_url


def entries_tab(request: PageRequest, kind: str, source_id: int) -> Tab:
    """Return the tab of the entries of a document; they are read only when it is open."""
    return Tab("entries", _("Journal entries"), "ledger/_entries.html", more=lambda: _shown(request, kind, source_id))


def _shown(request: PageRequest, kind: str, source_id: int) -> Mapping[str, object]:
    entries = source_entries(request.ctx, kind=kind, source_id=source_id)
    explain = find_page_url(request.ctx, "report_explain") if request.ctx.actor.may("reports.view") else ""
    query = urlencode({"source_type": kind, "source_id": source_id})
    return {
        "entries": [_entry(request, entry) for entry in entries],
        "explain_url": f"{explain}?{query}" if explain else "",
    }


def _entry(request: PageRequest, entry: EntryView) -> dict[str, object]:
    formats = request.formats
    rows = [
        {
            "account": account_label(line.account_name, line.account_code),
            "url": find_page_url(request.ctx, "account", account_id=line.account_id),
            "contact": line.contact_name,
            "debit": formats.money(line.amount) if line.amount.minor > 0 else "",
            "credit": formats.money(-line.amount) if line.amount.minor < 0 else "",
        }
        for line in entry.lines
    ]
    total = Money(
        sum(line.amount.minor for line in entry.lines if line.amount.minor > 0), entry.lines[0].amount.currency
    )
    meant = formats.date(entry.wanted_day) if entry.wanted_day != entry.day else ""
    return {
        "day": formats.date(entry.day),
        "meant": gettext("meant for %(day)s, which is locked") % {"day": meant} if meant else "",
        "recorded": formats.moment(entry.recorded_at),
        "is_cost": entry.part == "cost",
        "rows": rows,
        "total": formats.money(total),
    }
