"""Imports that take longer than a person should wait."""

from collections.abc import Mapping

from daicho.exchange.commands.run_import import run_import
from daicho.exchange.commands.undo_import import undo_import
from daicho.exchange.queries.import_batch import import_batch
from daicho.kernel.context import Actor, Ctx


def work(ctx: Ctx, payload: Mapping[str, object]) -> None:
    """Check, carry out or undo the import that waits, in the name of the person who asked; safe to repeat."""
    batch_id, user_id = int(str(payload["batch_id"])), payload["user_id"]
    actor = Actor(user_id if isinstance(user_id, int) else None, str(payload["name"]), ctx.actor.permissions)
    ctx = ctx.within(ctx.organization_id, actor)
    if import_batch(ctx, batch_id=batch_id).state != "waiting":
        return
    if payload.get("undo"):
        undo_import(ctx, batch_id=batch_id, in_background=True)
    else:
        run_import(ctx, batch_id=batch_id, dry_run=bool(payload.get("dry_run")), in_background=True)
