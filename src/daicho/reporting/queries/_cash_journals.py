"""Journals that count on the cash basis only, which are not in the books, now or as known at a moment."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.ledger.core.journal import EnteredLine, wanted_lines
from daicho.ledger.core.journal_tax import LineTaxes
from daicho.ledger.core.posting import Amount
from daicho.ledger.line_taxes import tax_shares
from daicho.ledger.line_taxes import tax_shares
from daicho.ledger.models import ManualJournal, ManualJournalLine
from daicho.organizations.core.organization import OrganizationProfile
from daicho.organizations.queries.profile import organization_profile
from daicho.reporting.core.cash_basis import Posted
from daicho.reporting.core.remembered import Done, Ref, Values, remembered_records
from daicho.reporting.queries._remembered import LINES, touched_ids

JOURNAL = "journal"
_OF_JOURNAL = ("number", "date", "state", "journal_type")
_OF_LINE = ("account_id", "contact_id", "amount_minor", "base_amount_minor", "taxes")


@dataclass(frozen=True, slots=True)
class CashLine:
    """A line that the cash basis adds to the books; with negative sides, one that it takes off."""

    ref: Ref
    number: str
    contact_id: int
    posted: Posted


def cash_journals(ctx: Ctx, known_at: datetime | None, done: Sequence[Done]) -> list[CashLine]:
    """Return the lines of published journals for the cash basis only; one statement.

    `done` is what was done since `known_at`, in the order of time.
    """
    of_cash = Q(journal_type="cash")
    if known_at is not None:
        of_cash = (of_cash | Q(id__in=touched_ids(JOURNAL, known_at))) & Q(created_at__lte=known_at)
    journals = remembered_records(_journals(of_cash), [one for one in done if one.ref[0] == JOURNAL])
    return [
        line
        for journal_id, journal in journals.items()
        if journal["journal_type"] == "cash" and journal["state"] == ManualJournal.State.PUBLISHED
        for line in _lines(ctx, journal_id, journal)
    ]


def _journals(which: Q) -> Mapping[int, Values]:
    """Return id → values and lines of journals as they are now."""
    head = [f"journal__{name}" for name in _OF_JOURNAL]
    rows = ManualJournalLine.objects.filter(journal_id__in=ManualJournal.objects.filter(which).values("id"))
    found: dict[int, dict[str, Any]] = {}
    for journal_id, *values in rows.order_by("journal_id", "position").values_list("journal_id", *head, *_OF_LINE):
        of_journal, of_line = values[: len(head)], values[len(head) :]
        journal = found.setdefault(journal_id, {**dict(zip(_OF_JOURNAL, of_journal, strict=True)), LINES: []})
        journal[LINES].append(dict(zip(_OF_LINE, of_line, strict=True)))
    return found


def _lines(journal_id: int, journal: Values, profile: OrganizationProfile) -> list[CashLine]:
    day = journal["date"] if isinstance(journal["date"], date) else date.fromisoformat(journal["date"])
    entries = list(_entries(journal[LINES], in_lines=profile.is_tax_in_lines(day)))
    amounts = base_amounts(
        [own for _account_id, _contact_id, own in entries],
        currency=journal["currency_code"],
        rate_micro=journal["rate_micro"],
        base_currency=profile.base_currency,
    )
    found = []
    for (account_id, contact_id, _own), amount in zip(entries, amounts, strict=True):
        posted = Posted(day, account_id, max(amount, 0), max(-amount, 0))
        found.append(CashLine((JOURNAL, journal_id), journal["number"], contact_id, posted))
    return found


def _entries(lines: Sequence[Values], *, in_lines: bool) -> Iterator[tuple[int, int, int]]:
    """Yield account, contact and amount in the journal's currency of each line and of each tax on it."""
    for line in lines:
        account_id, contact_id = line["account_id"], line["contact_id"] or 0
        yield account_id, contact_id, line["amount_minor"]
        for share in tax_shares(line["taxes"]):
            apart = share.account_id and not in_lines
            yield (share.account_id, 0, share.own) if apart else (account_id, contact_id, share.own)
