"""Choosing the primary location."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work
from daicho.stock.commands.locks import locked_location
from daicho.stock.core.rules import INACTIVE_LOCATION
from daicho.stock.models import Location


def mark_primary_location(ctx: Ctx, *, location_id: int) -> None:
    """Make a location the primary one. Raises NotFound; RuleBroken 4952 for an inactive one."""
    ctx.require("settings.edit")
    with unit_of_work(ctx) as unit:
        row = locked_location(location_id)
        if row.is_primary:
            return
        if not row.is_active:
            raise RuleBroken(INACTIVE_LOCATION, _("Location '%(name)s' is inactive."), {"name": row.name})
        Location.objects.filter(is_primary=True).update(is_primary=False, modified_at=ctx.now)
        Location.objects.filter(id=location_id).update(is_primary=True, modified_at=ctx.now)
        unit.record("location", location_id, "updated", before={"is_primary": False}, after={"is_primary": True})
