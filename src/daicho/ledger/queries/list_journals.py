"""Journals as a list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Rate
from daicho.kernel.money import Money
from daicho.ledger.models import ManualJournal, ManualJournalLine
from daicho.ledger.queries.day_views import day_views
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.listing import Criteria, Filter, Listing, Rows, filter_rows, page_of


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A journal in a list; totals are those of the debit side."""

    journal_id: int
    number: str
    day: date
    reference: str
    notes: str
    journal_type: str
    state: str
    rate: Rate
    total: Money
    base_total: Money
    created_at: datetime
    modified_at: datetime


_OF_CONTACT = frozenset({"customer_id", "vendor_id"})
JOURNAL_LISTING = Listing(
    filters=(
        Filter("entry_number", "number"),
        Filter("reference_number", "reference"),
        Filter("date", "date", "date"),
        Filter("notes", "notes"),
        Filter("total", "total_minor", "amount"),
        Filter("status", "state", "choice", choices={"draft": "draft", "published": "published"}),
        Filter("customer_id", "lines__contact_id", "id"),
        Filter("vendor_id", "lines__contact_id", "id"),
    ),
    sorts={
        "journal_date": "date",
        "entry_number": "number",
        "reference_number": "reference",
        "total": "total_minor",
        "created_time": "created_at",
    },
    default_sort="date",
    default_descending=True,
    search=("number", "reference", "notes"),
    views=day_views("JournalDate"),
)
_FIELDS = (
    "id", "number", "date", "reference", "notes", "journal_type", "state", "rate_micro", "total_minor",
    "base_total_minor", "created_at", "modified_at", "currency_code",
)  # fmt: skip


def list_journals(ctx: Ctx, *, criteria: Criteria) -> Rows[JournalRow]:
    """Return a page of the journals that match, newest first."""
    rows = ManualJournal.objects.all()
    contacts = [int(value) for name, value in criteria.filters.items() if name in _OF_CONTACT and value.isdigit()]
    for contact_id in contacts:
        rows = rows.filter(id__in=ManualJournalLine.objects.filter(contact_id=contact_id).values("journal_id"))
    others = {name: value for name, value in criteria.filters.items() if name not in _OF_CONTACT}
    found = filter_rows(ctx, rows, JOURNAL_LISTING, replace(criteria, filters=others))
    page = page_of(found.values_list(*_FIELDS), criteria)
    base = next(view.code for view in list_currencies(ctx) if view.is_base) if page.rows else ""
    return Rows([_row(values, base) for values in page.rows], page.has_more, page.total)


def _row(values: Sequence[Any], base: str) -> JournalRow:
    journal_id, number, day, reference, notes, journal_type, state, rate, total, base_total, *moments, currency = values
    return JournalRow(
        journal_id=journal_id,
        number=number,
        day=day,
        reference=reference,
        notes=notes,
        journal_type=journal_type,
        state=state,
        rate=Rate(rate),
        total=Money(total, currency),
        base_total=Money(base_total, base),
        created_at=moments[0],
        modified_at=moments[1],
    )
