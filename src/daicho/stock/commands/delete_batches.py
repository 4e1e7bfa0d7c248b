"""Removing batches that no document names."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work
from daicho.stock.commands._locked_batches import locked_batches
from daicho.stock.core.batch import ENTITY
from daicho.stock.core.rules import HAS_DEPENDANTS
from daicho.stock.models import Batch, BatchLine


def delete_batches(ctx: Ctx, *, batch_ids: Collection[int]) -> None:
    """Delete these batches; all or none.

    Refused (RuleBroken 36) while a document names one, or ever moved it: it can be made inactive. Raises NotFound.
    """
    ctx.require("items.delete")
    with unit_of_work(ctx) as unit:
        rows = locked_batches(batch_ids)
        used = set(BatchLine.objects.filter(batch_id__in=batch_ids).values_list("batch_id", flat=True))
        names = [row.number for row in rows if row.id in used]
        if names:
            message = _("'%(name)s' is in use and cannot be deleted. Mark it as inactive instead.")
            raise RuleBroken(HAS_DEPENDANTS, message, {"name": ", ".join(names[:5])})
        for row in rows:
            unit.record(ENTITY, row.id, "deleted", before={"number": row.number, "item_id": row.item_id})
        Batch.objects.filter(id__in=batch_ids).delete()
