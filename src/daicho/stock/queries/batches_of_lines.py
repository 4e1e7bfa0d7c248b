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
    rows = BatchLine.objects.filter(line_id__in=line_ids, quantity_micro__gt=0).order_by("batch__number", "id")
    of_batch = ("number", "manufacturer_number", "manufactured_on", "expires_on")
    fields = (
        "line_id",
        "batch__item__tracking",
        "batch_id",
        *(f"batch__{name}" for name in of_batch),
        "quantity_micro",
    )
    for line_id, tracking, *batch in rows.values_list(*fields) if line_ids else ():
        found.setdefault(line_id, []).append(BatchOfLine(*batch, is_serial=tracking == "serial"))
    return found
