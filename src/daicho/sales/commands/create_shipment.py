"""Send packages to their customer."""

from daicho.documents.commands._portions import series_number
from daicho.kernel.context import Ctx
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work
from daicho.sales.commands._order_marks import refresh_marks
from daicho.sales.commands._shipment import NUMBER, header_columns, locked_packages, post_shipment, snapshot
from daicho.sales.core.shipment import ENTITY, ShipmentFields
from daicho.sales.models import Package, Shipment


def create_shipment(ctx: Ctx, *, fields: ShipmentFields) -> int:
    """Ship these packages of one customer and return the shipment's id; their goods leave the physical stock.

    Raises InvalidInput with every fault at once; RuleBroken: 4808 for packages that do not go together, 4805 for an
    order that is not confirmed, 4310 for a locked day, 4953 where stock would go below zero and may not.
    """
    ctx.require("shipments.create")
    with unit_of_work(ctx) as unit:
        packages = locked_packages(fields.get("package_ids", ()), None, fields.get("order_id"))
        order = packages[0].order
        profile = organization_profile(ctx)
        columns = header_columns(ctx, fields, None, order, profile)
        check_open_day(ctx, scope=Scope.SALES, days=[columns["date"]])
        shipment_id = new_id()
        custom = set_custom_values(
            ctx, entity=ENTITY, entity_id=shipment_id, given=fields.get("custom_fields"), is_new=True
        )
        shipment = Shipment(
            id=shipment_id,
            organization_id=ctx.organization_id,
            number=series_number(
                ctx, Shipment, ENTITY, fields.get("number", ""), name=NUMBER, day=columns["date"], profile=profile
            ),
            contact_id=order.contact_id,
            created_by_id=ctx.actor.user_id,
            created_at=ctx.now,
            modified_at=ctx.now,
            **columns,
        )
        Shipment.objects.bulk_create([shipment])
        shipped = Package.objects.filter(id__in=[package.id for package in packages])
        shipped.update(shipment_id=shipment_id, modified_at=ctx.now)
        post_shipment(ctx, shipment, profile, is_new=True)
        refresh_marks(ctx, unit, {package.order_id for package in packages})
        for package in packages:
            unit.record("package", package.id, "shipped", before={"shipment": ""}, after={"shipment": shipment.number})
        unit.record(ENTITY, shipment_id, "created", after={**snapshot(shipment, packages), **custom})
    return shipment_id
