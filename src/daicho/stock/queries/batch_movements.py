"""What moved a batch, or the piece with a serial number."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.organizations.queries.profile import organization_profile
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import OUTWARD
from daicho.stock.models import StockValue
from daicho.stock.queries._batch_views import of_batches
from daicho.stock.queries.locations import locations

LIMIT = 200
"""Most movements of one answer, the latest."""


@dataclass(frozen=True, slots=True)
class BatchMovement:
    """A movement of a document, with what it is worth by now; the quantity signed, in 10^-6."""

    day: date
    kind: Kind
    source_kind: str
    source_id: int
    source_number: str
    location_name: str
    quantity: int
    value: Money


def batch_movements(ctx: Ctx, *, batch_id: int) -> list[BatchMovement]:
    """Return the latest movements of a batch, the last one first."""
    rows = list(of_batches().filter(batch_id=batch_id).order_by("-day", "-id")[:LIMIT])
    if not rows:
        return []
    names = {place.location_id: place.name for place in locations(ctx, with_transit=True)}
    values = StockValue.objects.filter(line_id__in=[row.line_id for row in rows]).order_by().values_list("line_id")
    worth = dict(values.annotate(value=Sum("value_minor")))
    currency = organization_profile(ctx).base_currency
    return [
        BatchMovement(
            day=row.day,
            kind=Kind(row.kind),
            source_kind=row.source_kind,
            source_id=row.source_id,
            source_number=row.source_number,
            location_name=names[row.location_id],
            quantity=-row.quantity_micro if row.kind in OUTWARD else row.quantity_micro,
            value=Money(int(worth.get(row.line_id, 0)), currency),
        )
        for row in rows
    ]
