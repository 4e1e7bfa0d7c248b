"""Which batches the lines of documents name."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from daicho.kernel.context import Ctx
from daicho.stock.models import BatchLine


@dataclass(frozen=True, slots=True)
class BatchOfLine:
    """A batch, or a serial number, and how much (10^-6) of the line is of it."""

    batch_id: int
    number: str
    manufacturer_number: str
    manufactured_on: date | None
    expires_on: date | None
    quantity: int
    is_serial: bool


def batches_of_lines(ctx: Ctx, *, line_ids: Collection[int]) -> dict[int, list[BatchOfLine]]:
    """Return line → the batches that it names, in the order of their numbers. One query."""
    del ctx  # the organisation is in scope
    found: dict[int, list[BatchOfLine]] = {}
    rows = BatchLine.objects.filter(line_id__in=line_ids, quantity_micro__gt=0).select_related("batch__item")
    for row in rows.order_by("batch__number", "id") if line_ids else ():
        batch = row.batch
        of_line = BatchOfLine(
            batch.id,
            batch.number,
            batch.manufacturer_number,
            batch.manufactured_on,
            batch.expires_on,
            row.quantity_micro,
            batch.item.tracking == "serial",
        )
        found.setdefault(row.line_id, []).append(of_line)
    return found
