"""A journal as a voucher to print: the papers stand above the ledger, so it is put together here."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import get_language, gettext

from daicho.documents.printing import pdf_of
from daicho.documents.queries._printed import file_name
from daicho.kernel.money import Money
from daicho.ledger.queries.journal_detail import JournalLineView, JournalView, journal_detail
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.web.notes import file_response
from daicho.platform.web.page import PageRequest


def journal_pdf_page(request: PageRequest, journal_id: int) -> HttpResponse:
    """Send the journal as a PDF in the person's language. Raises NotFound."""
    view = journal_detail(request.ctx, journal_id=journal_id)
    data = {
        "lang": (get_language() or "en")[:2],
        "organization": organization_profile(request.ctx).name,
        "title": gettext("Journal voucher"),
        "state": gettext("Draft") if view.is_draft else "",
        "facts": list(_facts(request, view)),
        "boxes": [gettext("Approved by"), gettext("Checked by"), gettext("Written by")],
        "header": [
            gettext("Account"), gettext("Contact"), gettext("Description"), gettext("Debit"), gettext("Credit"),
        ],
        "rows": [_row(request, view, line) for line in view.lines],
        "total": [gettext("Total"), request.formats.money(view.total)],
        "notes-label": gettext("Notes"),
        "notes": view.notes,
    }  # fmt: skip
    content = pdf_of("journal", data, at=request.ctx.now)
    return file_response(file_name(view.number), "application/pdf", content, inline=True)


def _facts(request: PageRequest, view: JournalView) -> Iterator[tuple[str, str]]:
    yield gettext("Number"), view.number
    yield gettext("Date"), request.formats.date(view.day)
    if view.reference:
        yield gettext("Reference number"), view.reference
    if view.total.currency != view.base_total.currency:
        yield gettext("Exchange rate"), request.formats.rate(view.rate, view.base_total.currency)


def _row(request: PageRequest, view: JournalView, line: JournalLineView) -> list[str]:
    amount = request.formats.money(Money(abs(line.amount.own), view.total.currency))
    debit, credit = (amount, "") if line.amount.own > 0 else ("", amount)
    return [f"{line.account_code} {line.account_name}".strip(), line.contact_name, line.description, debit, credit]
