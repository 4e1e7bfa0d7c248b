"""Journals that count on the cash basis only, which are not in the books, now or as known at a moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.ledger.core.journal import EnteredLine, wanted_lines
from daicho.ledger.core.journal_tax import LineTaxes
from daicho.ledger.core.posting import Amount
from daicho.ledger.line_taxes import tax_shares
from daicho.ledger.models import ManualJournal, ManualJournalLine
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


def _lines(ctx: Ctx, journal_id: int, journal: Values) -> list[CashLine]:
    day = journal["date"] if isinstance(journal["date"], date) else date.fromisoformat(journal["date"])
    entered = [
        EnteredLine(
            None,
            line["account_id"],
            line["contact_id"],
            "",
            Amount(line["base_amount_minor"], line["amount_minor"]),
            tax=LineTaxes("", 0, is_active=True, shares=tax_shares(line["taxes"])),
        )
        for line in journal[LINES]
    ]
    wanted = wanted_lines(entered, day, "", is_tax_in_lines=organization_profile(ctx).is_tax_in_lines(day))
    found = []
    for slot, (amount, _own) in wanted:
        posted = Posted(day, slot.account_id, max(amount, 0), max(-amount, 0))
        found.append(CashLine((JOURNAL, journal_id), journal["number"], slot.contact_id, posted))
    return found
