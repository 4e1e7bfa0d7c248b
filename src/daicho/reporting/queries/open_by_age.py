"""What is unpaid of invoices and bills, by how late it is."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, Case, Count, DateField, F, Q, QuerySet, Sum, Value, When

from daicho.documents.core.state import COUNTING
from daicho.kernel.context import Ctx
from daicho.ledger.core.conversion import settled_base
from daicho.ledger.core.posting import Amount
from daicho.purchases.models import Bill
from daicho.reporting.core.ageing import LONG, bucket_keys, bucket_of
from daicho.reporting.queries._conditions import union_of
from daicho.sales.models import Invoice


@dataclass(slots=True)
class OpenByAge:
    """How many documents are unpaid, and what is open of them by bucket, in minor units of the base currency."""

    count: int = 0
    buckets: dict[str, int] = field(default_factory=lambda: dict.fromkeys(bucket_keys(LONG), 0))

    @property
    def total(self) -> int:
        """All that is unpaid."""
        return sum(self.buckets.values())

    @property
    def late(self) -> int:
        """What should have been paid before today."""
        return self.total - self.buckets["current"]


def open_by_age(ctx: Ctx) -> dict[str, OpenByAge]:
    """Return "invoice" and "bill" → what is unpaid today, in buckets of thirty days; one statement.

    It reads what is unpaid alone: documents in base currency are added up by due day, others come one by one.
    """
    found = {"invoice": OpenByAge(), "bill": OpenByAge()}
    arms = [arm for name, table in (("invoice", Invoice), ("bill", Bill)) for arm in _arms(name, table)]
    for name, due, count, base, own, applied in union_of(arms):
        side = found[name]
        rest = int(base) - (settled_base(Amount(int(base), int(own)), [int(applied)])[0] if applied else 0)
        late = max((ctx.today - due).days, 0)
        side.count += count
        side.buckets[bucket_of(late, LONG)] += rest
    return found


def _arms(name: str, table: Any) -> list[QuerySet[Any, Any]]:
    unpaid = table.objects.filter(state__in=COUNTING, applied_minor__lt=F("total_minor"))
    own = Q(currency_code=F("base_currency"))
    due = Case(When(due__isnull=False, then=F("due")), default=F("date"), output_field=DateField())
    columns = ("kind", "due_day", "count", "base", "own", "applied")
    nothing = Value(0, output_field=BigIntegerField())
    rest = Sum(F("base_total_minor") - F("applied_minor"))
    summed = unpaid.filter(own).order_by().annotate(kind=Value(name), due_day=due).values("kind", "due_day")
    single = unpaid.exclude(own).order_by().annotate(kind=Value(name), due_day=due, count=Value(1))
    single = single.annotate(base=F("base_total_minor"), own=F("total_minor"), applied=F("applied_minor"))
    return [
        summed.annotate(count=Count("id"), base=rest, own=nothing, applied=nothing).values_list(*columns),
        single.values_list(*columns),
    ]
