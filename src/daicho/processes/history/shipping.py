"""What was ordered is packed, sent and delivered."""

from datetime import timedelta
from functools import partial

from daicho.kernel.context import Ctx
from daicho.processes.history.teller import Teller, Telling
from daicho.sales.commands.create_package import create_package
from daicho.sales.commands.create_shipment import create_shipment
from daicho.sales.commands.mark_shipment_delivered import mark_shipment_delivered


def ship(teller: Teller, order_id: int, then: Telling, ctx: Ctx) -> None:
    """Pack what an order has left and send it at once or on one of the next days; `then` follows what was sent."""
    package_id = create_package(ctx, order_id=order_id, fields={"date": ctx.today})
    days = teller.dice("shipping", ctx.today, teller.next("package")).choice((0, 0, 0, 1, 2))
    teller.at(ctx.today + timedelta(days=days), partial(_send, teller, package_id, then))


def _send(teller: Teller, package_id: int, then: Telling, ctx: Ctx) -> None:
    shipment_id = create_shipment(
        ctx,
        fields={
            "package_ids": [package_id],
            "date": ctx.today,
            "delivery_method": teller.cast.say("あおぞら便", "Blue Parcel"),
            "tracking_number": f"{4000_0000_0000 + 7919 * teller.next('shipment')}",
        },
    )
    teller.at(ctx.today + timedelta(days=2), partial(_arrive, shipment_id))
    then(ctx)


def _arrive(shipment_id: int, ctx: Ctx) -> None:
    mark_shipment_delivered(ctx, shipment_id=shipment_id)
