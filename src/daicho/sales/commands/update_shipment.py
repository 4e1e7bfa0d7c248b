"""Change a shipment."""

from collections.abc import Sequence

from daicho.documents.commands._portions import refuse_used_number
from daicho.kernel.context import Ctx
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.work import Unit, unit_of_work
from daicho.sales.commands._order_marks import refresh_marks
from daicho.sales.commands._shipment import (
    COLUMNS,
    NUMBER,
    header_columns,
    locked_packages,
    locked_shipment,
    post_shipment,
    snapshot,
)
from daicho.sales.commands._unshipping import refuse_returned
from daicho.sales.core.shipment import ENTITY, ShipmentFields
from daicho.sales.models import Package, Shipment


def update_shipment(ctx: Ctx, *, shipment_id: int, fields: ShipmentFields) -> None:
    """Change a shipment; absent keys stay, `package_ids` replace its packages. The stock follows.

    Raises NotFound, and what `create_shipment` raises; the day it had and the day it gets have to be open. RuleBroken
    (4825) where goods of a package that it leaves are on a sales return.
    """
    ctx.require("shipments.edit")
    with unit_of_work(ctx) as unit:
        shipment = locked_shipment(shipment_id)
        old = list(Package.objects.filter(shipment_id=shipment_id).order_by("number", "id"))
        chosen = fields.get("package_ids", [package.id for package in old])
        packages = locked_packages(chosen, shipment, fields.get("order_id"))
        before = snapshot(shipment, old)
        profile = organization_profile(ctx)
        columns = header_columns(ctx, fields, shipment, packages[0].order, profile)
        check_open_day(ctx, scope=Scope.SALES, days=[shipment.date, columns["date"]])
        number = fields.get("number", "").strip() or shipment.number
        if number != shipment.number:
            refuse_used_number(ctx, Shipment, ENTITY, number, name=NUMBER, but=shipment_id)
        custom = set_custom_values(
            ctx, entity=ENTITY, entity_id=shipment_id, given=fields.get("custom_fields"), is_new=False
        )
        shipment.number, shipment.modified_at = number, ctx.now
        for name in COLUMNS:
            setattr(shipment, name, columns[name])
        Shipment.objects.bulk_update([shipment], ["number", "modified_at", *COLUMNS])
        _load(ctx, unit, shipment, old, packages)
        post_shipment(ctx, shipment, profile)
        refuse_returned(ctx, {package.order_id for package in old})
        refresh_marks(ctx, unit, {package.order_id for package in (*old, *packages)})
        after = {**snapshot(shipment, packages), **custom}
        changed = [name for name in after if before.get(name) != after[name]]
        unit.record(
            ENTITY,
            shipment_id,
            "updated",
            before={name: before.get(name) for name in changed},
            after={name: after[name] for name in changed},
        )


def _load(ctx: Ctx, unit: Unit, shipment: Shipment, old: Sequence[Package], new: Sequence[Package]) -> None:
    """Let the shipment carry the `new` packages; the others stay here."""
    before, after = {package.id: package for package in old}, {package.id: package for package in new}
    left_out, added = before.keys() - after.keys(), after.keys() - before.keys()
    Package.objects.filter(id__in=left_out).update(shipment_id=None, modified_at=ctx.now)
    Package.objects.filter(id__in=added).update(shipment_id=shipment.id, modified_at=ctx.now)
    for package_id in sorted(left_out):
        unit.record("package", package_id, "unshipped", before={"shipment": shipment.number})
    for package_id in sorted(added):
        unit.record("package", package_id, "shipped", before={"shipment": ""}, after={"shipment": shipment.number})
