"""Changing a batch, or serial number."""

from daicho.catalog.queries.item_card import item_card
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.stock.commands._batch_values import batch_values
from daicho.stock.commands._locked_batches import locked_batches
from daicho.stock.core.batch import ENTITY, BatchFields
from daicho.stock.models import Batch


def update_batch(ctx: Ctx, *, batch_id: int, fields: BatchFields) -> None:
    """Change a batch; absent keys stay. Documents show it under its new number. Raises NotFound, InvalidInput."""
    ctx.require("items.edit")
    with unit_of_work(ctx) as unit:
        (row,) = locked_batches([batch_id])
        tracking = item_card(ctx, item_ids=[row.item_id])[row.item_id].tracking
        values = batch_values(row.item_id, tracking, fields, row)
        changed = [column for column in values if getattr(row, column) != values[column]]
        Batch.objects.filter(id=batch_id).update(**values)
        unit.record(
            ENTITY,
            batch_id,
            "updated",
            before={column: getattr(row, column) for column in changed},
            after={column: values[column] for column in changed},
        )
