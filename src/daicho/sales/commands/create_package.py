"""Pack goods of a sales order."""

from daicho.documents.commands._portions import series_number
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work
from daicho.sales.commands._order_marks import refresh_marks
from daicho.sales.commands._package import (
    NUMBER,
    header_columns,
    locked_order,
    prepared_rows,
    refuse_excess,
    refuse_unconfirmed,
    snapshot,
    write_lines,
)
from daicho.sales.core.package import ENTITY, PackageFields
from daicho.sales.models import Package


def create_package(ctx: Ctx, *, order_id: int, fields: PackageFields) -> int:
    """Make a package of a confirmed order and return its id; without lines of everything that is left to pack.

    Raises NotFound; InvalidInput with every fault at once; RuleBroken: 4805 for an order that is not confirmed, 4016
    without lines, 4806 for more than is left.
    """
    ctx.require("packages.create")
    with unit_of_work(ctx) as unit:
        order = locked_order(order_id)
        refuse_unconfirmed(order)
        columns = header_columns(ctx, fields, None)
        rows = prepared_rows(ctx, order_id, fields.get("lines"), [])
        package_id = new_id()
        custom = set_custom_values(
            ctx, entity=ENTITY, entity_id=package_id, given=fields.get("custom_fields"), is_new=True
        )
        package = Package(
            id=package_id,
            organization_id=ctx.organization_id,
            number=series_number(
                ctx, Package, ENTITY, fields.get("number", ""),
                name=NUMBER, day=columns["date"], profile=organization_profile(ctx),
            ),
            order_id=order_id,
            created_by_id=ctx.actor.user_id,
            created_at=ctx.now,
            modified_at=ctx.now,
            **columns,
        )  # fmt: skip
        Package.objects.bulk_create([package])
        write_lines(ctx, package_id, rows)
        refuse_excess(ctx, order_id)
        refresh_marks(ctx, unit, [order_id])
        unit.record(ENTITY, package_id, "created", after={**snapshot(package, rows), **custom})
    return package_id
