"""Imports that take longer than a person should wait."""

from collections.abc import Mapping

from daicho.exchange.commands.drop_waiting import drop_waiting
from daicho.exchange.commands.run_import import run_import
from daicho.exchange.commands.undo_import import undo_import
from daicho.exchange.queries.import_batch import import_batch
from daicho.kernel.context import Actor, Ctx


def work(ctx: Ctx, payload: Mapping[str, object]) -> None:
    """Check, carry out or undo the import that waits, in the name of the person who asked; safe to repeat."""
    batch_id, ctx = int(str(payload["batch_id"])), _as_person(ctx, payload)
    if import_batch(ctx, batch_id=batch_id).state != "waiting":
        return
    if payload.get("undo"):
        undo_import(ctx, batch_id=batch_id, in_background=True)
    else:
        run_import(ctx, batch_id=batch_id, dry_run=bool(payload.get("dry_run")), in_background=True)


def give_up(ctx: Ctx, payload: Mapping[str, object], error: str) -> None:
    """Let the import be tried again, and note that it failed."""
    drop_waiting(
        _as_person(ctx, payload), batch_id=int(str(payload["batch_id"])), undo=bool(payload.get("undo")), error=error
    )


def _as_person(ctx: Ctx, payload: Mapping[str, object]) -> Ctx:
    user_id = payload["user_id"]
    actor = Actor(user_id if isinstance(user_id, int) else None, str(payload["name"]), ctx.actor.permissions)
    return ctx.within(ctx.organization_id, actor)
