"""Journals that count on the cash basis only, which are not in the books, now or as known at a moment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.ledger.core.journal import base_amounts
from daicho.ledger.models import ManualJournal, ManualJournalLine
from daicho.organizations.queries.profile import organization_profile
from daicho.reporting.core.cash_basis import Posted
from daicho.reporting.core.remembered import Ref, Values
from daicho.reporting.queries._remembered import LINES, Recorded, remembered, same

_OF_JOURNAL = ("number", "date", "state", "journal_type", "currency_code", "rate_micro")
_OF_LINE = ("account_id", "contact_id", "amount_minor")
_JOURNAL = Recorded("journal", ManualJournal, same(_OF_JOURNAL), ManualJournalLine, same(_OF_LINE), owner="journal")


@dataclass(frozen=True, slots=True)
class CashLine:
    """A line that the cash basis adds to the books; with negative sides, one that it takes off."""

    ref: Ref
    number: str
    contact_id: int
    posted: Posted


def cash_journals(ctx: Ctx, until: date, known_at: datetime | None) -> list[CashLine]:
    """Return the lines of published journals for the cash basis only until a day; one statement, three of a moment."""
    base_currency = organization_profile(ctx).base_currency
    found = []
    for journal_id, journal in _journals(until, known_at).items():
        if journal["journal_type"] != "cash" or journal["state"] != "published" or journal["date"] > until:
            continue
        own = [line["amount_minor"] for line in journal[LINES]]
        terms = {"currency": journal["currency_code"], "rate_micro": journal["rate_micro"]}
        for line, amount in zip(journal[LINES], base_amounts(own, **terms, base_currency=base_currency), strict=True):
            posted = Posted(journal["date"], line["account_id"], max(amount, 0), max(-amount, 0))
            found.append(CashLine(("journal", journal_id), journal["number"], line["contact_id"] or 0, posted))
    return found


def _journals(until: date, known_at: datetime | None) -> Mapping[int, Values]:
    """Return id → values and lines of the journals that may count."""
    of_cash = Q(journal_type="cash", date__lte=until)
    if known_at is not None:
        (journals,) = remembered([(_JOURNAL, of_cash)], known_at)
        return journals
    found: dict[int, dict[str, Any]] = {}
    for journal_id, *values in _rows(of_cash):
        head, line = values[: len(_OF_JOURNAL)], values[len(_OF_JOURNAL) :]
        journal = found.setdefault(journal_id, {**dict(zip(_OF_JOURNAL, head, strict=True)), LINES: []})
        journal[LINES].append(dict(zip(_OF_LINE, line, strict=True)))
    return found


def _rows(of_cash: Q) -> Iterator[tuple[Any, ...]]:
    head = [f"journal__{name}" for name in _OF_JOURNAL]
    journals = ManualJournal.objects.filter(of_cash).values("id")
    rows = ManualJournalLine.objects.filter(journal_id__in=journals).order_by("journal_id", "position")
    yield from rows.values_list("journal_id", *head, *_OF_LINE)
