"""Change a package."""

from daicho.documents.commands._portions import refuse_used_number
from daicho.kernel.context import Ctx
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.work import unit_of_work
from daicho.sales.commands._order_marks import refresh_marks
from daicho.sales.commands._package import (
    NUMBER,
    header_columns,
    kept_rows,
    locked_package,
    prepared_rows,
    refuse_excess,
    snapshot,
    write_lines,
)
from daicho.sales.core.package import ENTITY, PackageFields
from daicho.sales.models import Package


def update_package(ctx: Ctx, *, package_id: int, fields: PackageFields) -> None:
    """Change a package that did not leave yet; absent keys stay, lines are replaced as a whole.

    Raises NotFound, RuleBroken (4807: it was shipped), and what `create_package` raises.
    """
    ctx.require("packages.edit")
    with unit_of_work(ctx) as unit:
        package = locked_package(package_id)
        before_rows = kept_rows(package_id)
        before = snapshot(package, before_rows)
        columns = header_columns(ctx, fields, package)
        rows = prepared_rows(ctx, package.order_id, fields.get("lines"), before_rows)
        number = fields.get("number", "").strip() or package.number
        if number != package.number:
            refuse_used_number(ctx, Package, ENTITY, number, name=NUMBER, but=package_id)
        custom = set_custom_values(
            ctx, entity=ENTITY, entity_id=package_id, given=fields.get("custom_fields"), is_new=False
        )
        package.number, package.modified_at = number, ctx.now
        for name, value in columns.items():
            setattr(package, name, value)
        Package.objects.bulk_update([package], ["number", "date", "notes", "modified_at"])
        if "lines" in fields:
            write_lines(ctx, package_id, rows)
            refuse_excess(ctx, package.order_id)
            refresh_marks(ctx, unit, [package.order_id])
        after = {**snapshot(package, rows), **custom}
        changed = [name for name in after if before.get(name) != after[name]]
        unit.record(
            ENTITY,
            package_id,
            "updated",
            before={name: before.get(name) for name in changed},
            after={name: after[name] for name in changed},
        )
