"""Say that a shipment arrived, or did not."""

from datetime import date

from daicho.kernel.context import Ctx
from daicho.kernel.errors import invalid
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work
from daicho.sales.commands._shipment import locked_shipment
from daicho.sales.core.shipment import ENTITY
from daicho.sales.models import Package, Shipment


def mark_shipment_delivered(
    ctx: Ctx, *, shipment_id: int, day: date | None = None, is_delivered: bool = True
) -> None:  # fmt: skip
    """Mark a shipment as delivered on `day` (today, or the day it left where that is later), or take that back.

    Stock moved when the goods left, so no day is locked for this. One that is so already is left alone.
    Raises NotFound, InvalidInput for a day before the goods left.
    """
    ctx.require("shipments.edit")
    with unit_of_work(ctx) as unit:
        shipment = locked_shipment(shipment_id)
        if (shipment.delivered_on is not None) == is_delivered:
            return
        if day and day < shipment.date:
            raise invalid("date", _("The goods cannot arrive before they leave."))
        delivered_on = (day or max(ctx.today, shipment.date)) if is_delivered else None
        Shipment.objects.filter(id=shipment_id).update(delivered_on=delivered_on, modified_at=ctx.now)
        Package.objects.filter(shipment_id=shipment_id).update(modified_at=ctx.now)
        before, after = {"delivered_on": shipment.delivered_on}, {"delivered_on": delivered_on}
        done = "delivered" if is_delivered else "undelivered"
        unit.record(ENTITY, shipment_id, done, before=before, after=after)
        for package_id in Package.objects.filter(shipment_id=shipment_id).order_by("id").values_list("id", flat=True):
            unit.record("package", package_id, done, before=before, after=after)
