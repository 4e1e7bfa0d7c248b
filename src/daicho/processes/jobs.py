"""Background work of this package; the table is config/wiring.py."""

import time
from collections.abc import Mapping

from daicho.kernel.context import Actor, Ctx
from daicho.organizations.queries.membership import find_membership
from daicho.platform.jobs import report_progress
from daicho.processes.commands.clone_organization import clone_organization
from daicho.processes.commands.end_clone import end_clone

_TOLD_EVERY = 300_000_000
"""Nanoseconds between two notes of how far a copy is."""


def clone(ctx: Ctx, payload: Mapping[str, object]) -> None:
    """Copy everything of the organisation in the name of the person who asked; safe to repeat."""
    person, target_id, name = _as_person(ctx, payload), int(str(payload["target_id"])), str(payload["name"])
    if find_membership(person.actor.user_id or 0, target_id) is None:
        told = 0

        def progress(done: int, total: int) -> None:
            nonlocal told
            if done in {0, total} or time.monotonic_ns() - told > _TOLD_EVERY:
                told = time.monotonic_ns()
                report_progress(done, total)

        clone_organization(
            person,
            organization_id=ctx.organization_id,
            name=name,
            include="everything",
            mode=str(payload["mode"]),
            target_id=target_id,
            progress=progress,
        )
    end_clone(person, target_id=target_id, name=name)


def give_up(ctx: Ctx, payload: Mapping[str, object], error: str) -> None:
    """Leave nothing of a copy that could not be made, and note that."""
    end_clone(
        _as_person(ctx, payload), target_id=int(str(payload["target_id"])), name=str(payload["name"]), error=error
    )


def _as_person(ctx: Ctx, payload: Mapping[str, object]) -> Ctx:
    user_id = payload["user_id"]
    actor = Actor(user_id if isinstance(user_id, int) else None, str(payload["who"]), ctx.actor.permissions)
    return ctx.within(ctx.organization_id, actor)
