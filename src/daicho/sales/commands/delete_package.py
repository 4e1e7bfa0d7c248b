"""Unpack a package."""

from daicho.kernel.context import Ctx
from daicho.platform.attachments import drop_attachments
from daicho.platform.comments import drop_comments
from daicho.platform.custom_fields import drop_custom_values
from daicho.platform.work import unit_of_work
from daicho.sales.commands._kits import drop_parts
from daicho.sales.commands._order_marks import refresh_marks
from daicho.sales.commands._package import kept_rows, locked_package, snapshot
from daicho.sales.core.package import ENTITY
from daicho.sales.models import Package, PackageLine


def delete_package(ctx: Ctx, *, package_id: int) -> None:
    """Delete a package; its goods are to be packed again. Raises NotFound, RuleBroken (4807: it was shipped)."""
    ctx.require("packages.delete")
    with unit_of_work(ctx) as unit:
        package = locked_package(package_id)
        rows = kept_rows(package_id)
        before = snapshot(package, rows)
        for drop in (drop_attachments, drop_comments, drop_custom_values):
            drop(ctx, entity=ENTITY, entity_id=package_id)
        drop_parts(ctx, [line.line_id for line in rows])
        PackageLine.objects.filter(package_id=package_id).delete()
        Package.objects.filter(id=package_id).delete()
        refresh_marks(ctx, unit, [package.order_id])
        unit.record(ENTITY, package_id, "deleted", before=before)
