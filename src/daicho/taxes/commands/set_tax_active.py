"""Taking a tax out of use, or back into it."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work
from daicho.taxes.models import Tax


def set_tax_active(ctx: Ctx, *, tax_id: int, is_active: bool) -> None:
    """Offer a tax or group to new lines, or no longer. Raises NotFound."""
    ctx.require("taxes.edit")
    with unit_of_work(ctx) as unit:
        if not Tax.objects.filter(id=tax_id).exists():
            raise NotFound(_("Tax does not exist."))
        if Tax.objects.filter(id=tax_id, is_active=not is_active).update(is_active=is_active, modified_at=ctx.now):
            before, after = {"is_active": not is_active}, {"is_active": is_active}
            unit.record("tax", tax_id, "activated" if is_active else "deactivated", before=before, after=after)
