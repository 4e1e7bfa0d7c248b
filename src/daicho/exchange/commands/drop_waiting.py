"""Giving up an import that waits for a job which failed."""

from daicho.exchange.commands.locks import locked_batch
from daicho.exchange.models import ImportBatch
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work


def drop_waiting(ctx: Ctx, *, batch_id: int, undo: bool, error: str) -> None:
    """Let the import be as before: to be started again, or (`undo`) carried out still. Raises NotFound."""
    ctx.require("exchange.create")
    with unit_of_work(ctx) as unit:
        batch = locked_batch(batch_id)
        if batch.state != ImportBatch.State.WAITING:
            return
        state = ImportBatch.State.DONE if undo else ImportBatch.State.NEW
        ImportBatch.objects.filter(id=batch_id).update(state=state, modified_at=ctx.now)
        unit.record("import", batch_id, "failed", after={"error": error})
