"""Delete a shipment: its packages are here again."""

from daicho.kernel.context import Ctx
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.attachments import drop_attachments
from daicho.platform.comments import drop_comments
from daicho.platform.custom_fields import drop_custom_values
from daicho.platform.work import unit_of_work
from daicho.sales.commands._order_marks import refresh_marks
from daicho.sales.commands._shipment import locked_shipment, post_shipment, snapshot
from daicho.sales.commands._unshipping import refuse_returned
from daicho.sales.core.shipment import ENTITY
from daicho.sales.models import Package, Shipment


def delete_shipment(ctx: Ctx, *, shipment_id: int) -> None:
    """Delete a shipment; its packages are not shipped again, and their goods are back in the physical stock.

    Raises NotFound, RuleBroken (4310: a locked day; 4825: some of them are on a sales return).
    """
    ctx.require("shipments.delete")
    with unit_of_work(ctx) as unit:
        shipment = locked_shipment(shipment_id)
        check_open_day(ctx, scope=Scope.SALES, days=[shipment.date])
        packages = list(Package.objects.filter(shipment_id=shipment_id).order_by("number", "id"))
        before = snapshot(shipment, packages)
        Package.objects.filter(shipment_id=shipment_id).update(shipment_id=None, modified_at=ctx.now)
        post_shipment(ctx, shipment, organization_profile(ctx))
        for drop in (drop_attachments, drop_comments, drop_custom_values):
            drop(ctx, entity=ENTITY, entity_id=shipment_id)
        Shipment.objects.filter(id=shipment_id).delete()
        refuse_returned(ctx, {package.order_id for package in packages})
        refresh_marks(ctx, unit, {package.order_id for package in packages})
        for package in packages:
            unit.record("package", package.id, "unshipped", before={"shipment": shipment.number})
        unit.record(ENTITY, shipment_id, "deleted", before=before)
