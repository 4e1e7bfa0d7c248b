"""What is there of the batches of items."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Case, F, Q, Sum, When

from daicho.kernel.context import Ctx
from daicho.stock.core.movement import OUTWARD, Stock
from daicho.stock.models import Batch, StockEventRow


@dataclass(frozen=True, slots=True)
class BatchStock:
    """A batch, or a serial number, and how much of it is there by location, 10^-6: only where anything is."""

    batch_id: int
    item_id: int
    number: str
    manufacturer_number: str
    manufactured_on: date | None
    expires_on: date | None
    is_active: bool
    by_location: dict[int, int]

    @property
    def quantity(self) -> int:
        """How much of it is there over all locations, 10^-6."""
        return sum(self.by_location.values())


def batches_on_hand(
    ctx: Ctx, *, item_ids: Collection[int] | None = None, batch_ids: Collection[int] | None = None
) -> list[BatchStock]:
    """Return the batches of these items (or these batches), those that expire first in front. Two queries.

    What counts is the accounting stock, which alone knows batches.
    """
    del ctx  # the organisation is in scope
    wanted = Q() if item_ids is None else Q(item_id__in=item_ids)
    wanted &= Q() if batch_ids is None else Q(id__in=batch_ids)
    batches = Batch.objects.filter(wanted).order_by("item_id", F("expires_on").asc(nulls_last=True), "number")
    signed = Case(
        When(kind__in=OUTWARD, then=-F("quantity_micro")), default=F("quantity_micro"), output_field=BigIntegerField()
    )
    rows = StockEventRow.objects.filter(
        batch_id__in=batches.order_by().values("id"),
        stock__in=[Stock.ACCOUNTING, Stock.BOTH],
        retractions__isnull=True,
    )
    there: dict[int, dict[int, int]] = {}
    sums = rows.order_by().values_list("batch_id", "location_id").annotate(quantity=Sum(signed))
    for batch_id, location_id, quantity in sums:
        if quantity:
            there.setdefault(batch_id, {})[location_id] = int(quantity)
    return [
        BatchStock(
            row.id,
            row.item_id,
            row.number,
            row.manufacturer_number,
            row.manufactured_on,
            row.expires_on,
            row.is_active,
            there.get(row.id, {}),
        )
        for row in batches
    ]
