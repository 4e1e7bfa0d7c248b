"""Taking a location out of use, or back into it."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work
from daicho.stock.commands.locks import locked_location
from daicho.stock.core.rules import PRIMARY_STAYS
from daicho.stock.models import Location


def set_location_active(ctx: Ctx, *, location_id: int, is_active: bool) -> None:
    """Let new transactions name a location, or no longer.

    The primary location stays active, so at least one is (RuleBroken 4951). Raises NotFound.
    """
    ctx.require("settings.edit")
    with unit_of_work(ctx) as unit:
        row = locked_location(location_id)
        if row.is_active == is_active:
            return
        if row.is_primary:
            raise RuleBroken(PRIMARY_STAYS, _("The primary location stays active. Mark another one as primary first."))
        Location.objects.filter(id=location_id).update(is_active=is_active, modified_at=ctx.now)
        before, after = {"is_active": not is_active}, {"is_active": is_active}
        unit.record("location", location_id, "activated" if is_active else "deactivated", before=before, after=after)
