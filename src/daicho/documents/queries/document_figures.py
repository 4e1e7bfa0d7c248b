"""How many documents of a kind wait for somebody, and how many were made of late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, Sum

from daicho.documents.core.kind import Kind
from daicho.documents.core.state import BEFORE_OPEN, State
from daicho.kernel.context import Ctx
from daicho.ledger.core.conversion import settled_base
from daicho.ledger.core.posting import Amount

MONTHS = 6


@dataclass(frozen=True, slots=True)
class DocumentFigures:
    """Counts by where documents stand.

    `open_total_minor` is in the base currency; `by_month` holds (first day, count), oldest first.
    """

    draft: int
    pending: int
    open: int
    overdue: int
    open_total_minor: int
    by_month: Sequence[tuple[date, int]]


def document_figures(ctx: Ctx, *, kind: Kind) -> DocumentFigures:
    """Return the figures of a kind as of today, in one statement over what is unfinished or recent."""
    starts = _month_starts(ctx.today)
    recent = Q(date__gte=starts[0], date__lte=ctx.today) & ~Q(state__in=[State.VOID, State.CANCELLED])
    open_now = Q(state=State.OPEN)
    if kind.settling:
        open_now &= Q(applied_minor__lt=F("total_minor"))
    columns = {
        "draft": Count("id", filter=Q(state__in=BEFORE_OPEN - {State.PENDING_APPROVAL})),
        "pending": Count("id", filter=Q(state=State.PENDING_APPROVAL)),
        "open": Count("id", filter=open_now),
        "overdue": Count("id", filter=open_now & Q(due__lt=ctx.today)),
        "total": Sum("base_total_minor", filter=open_now),
    }
    if kind.settling:
        part, foreign = open_now & Q(applied_minor__gt=0), ~Q(currency_code=F("base_currency"))
        columns |= {
            "settled": Sum("applied_minor", filter=part & ~foreign),
            "settled_foreign": Count("id", filter=part & foreign),
        }
    for number, start in enumerate(starts):
        end = Q(date__lt=starts[number + 1]) if number + 1 < MONTHS else Q()
        columns[f"month_{number}"] = Count("id", filter=recent & Q(date__gte=start) & end)
    rows = kind.header.objects.filter(Q(state__in=[*BEFORE_OPEN, State.OPEN]) | recent)
    found = rows.aggregate(**columns)
    months = [(start, found[f"month_{number}"]) for number, start in enumerate(starts)]
    return DocumentFigures(
        found["draft"], found["pending"], found["open"], found["overdue"],
        int(found["total"] or 0) - _settled(kind, found), months,
    )  # fmt: skip


def _settled(kind: Kind, found: Mapping[str, int | None]) -> int:
    """Return what is settled of open documents, in base currency at their rates; foreign ones are read for it."""
    settled = int(found.get("settled") or 0)
    if not found.get("settled_foreign"):
        return settled
    rows = kind.header.objects.filter(state=State.OPEN, applied_minor__gt=0, applied_minor__lt=F("total_minor"))
    rows = rows.exclude(currency_code=F("base_currency"))
    columns = ("total_minor", "base_total_minor", "applied_minor")
    return settled + sum(
        settled_base(Amount(base, total), [applied])[0] for total, base, applied in rows.values_list(*columns)
    )


def _month_starts(today: date) -> list[date]:
    """Return the first days of the last months, the running one last."""
    numbers = [today.year * 12 + today.month - 1 - back for back in range(MONTHS - 1, -1, -1)]
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]
