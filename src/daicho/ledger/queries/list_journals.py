"""Journals as a list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Rate
from daicho.kernel.money import Money
from daicho.kernel.periods import Period, add_months, end_of_month, fiscal_year_of, month_of
from daicho.ledger.models import ManualJournal, ManualJournalLine
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.organizations.queries.profile import organization_profile
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


def _within(period_of: Callable[[Ctx], Period]) -> Callable[[Ctx], Q]:
    def view(ctx: Ctx) -> Q:
        period = period_of(ctx)
        return Q(date__gte=period.start, date__lte=period.end)

    return view


def _week(ctx: Ctx) -> Period:
    sunday = date.fromordinal(ctx.today.toordinal() - ctx.today.isoweekday() % 7)
    return Period(sunday, date.fromordinal(sunday.toordinal() + 6))


def _fiscal_year(ctx: Ctx) -> Period:
    return fiscal_year_of(ctx.today, organization_profile(ctx).fiscal_year_start_month)


def _quarter(ctx: Ctx) -> Period:
    start = _fiscal_year(ctx).start
    months = (ctx.today.year - start.year) * 12 + ctx.today.month - start.month
    first = add_months(start, months - months % 3)
    return Period(first, end_of_month(add_months(first, 2)))


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
    views={
        "JournalDate.All": lambda _ctx: Q(),
        "JournalDate.Today": lambda ctx: Q(date=ctx.today),
        "JournalDate.ThisWeek": _within(_week),
        "JournalDate.ThisMonth": _within(lambda ctx: month_of(ctx.today)),
        "JournalDate.ThisQuarter": _within(_quarter),
        "JournalDate.ThisYear": _within(_fiscal_year),
    },
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
