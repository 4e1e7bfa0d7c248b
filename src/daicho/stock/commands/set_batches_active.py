"""Taking batches out of use, or back into it."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.stock.commands._locked_batches import locked_batches
from daicho.stock.core.batch import ENTITY
from daicho.stock.models import Batch


def set_batches_active(ctx: Ctx, *, batch_ids: Collection[int], active: bool) -> None:
    """Let documents name these batches, or no longer; all or none. Raises NotFound."""
    ctx.require("items.edit")
    with unit_of_work(ctx) as unit:
        changed = [row.id for row in locked_batches(batch_ids) if row.is_active != active]
        Batch.objects.filter(id__in=changed).update(is_active=active)
        for batch_id in changed:
            before, after = {"is_active": not active}, {"is_active": active}
            unit.record(ENTITY, batch_id, "activated" if active else "deactivated", before=before, after=after)
