"""Where the quick set-up of Books stands."""

from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.organizations.core.setup import finished_steps, next_step
from daicho.organizations.models import JoinedApplication


@dataclass(frozen=True, slots=True)
class SetupState:
    """`state` is "none", "pending" or "done"; `next_step` the first unfinished step while pending."""

    state: str
    finished: tuple[str, ...]
    next_step: str | None


def setup_state(ctx: Ctx) -> SetupState:
    """Return the state of the organisation's quick set-up."""
    del ctx  # the organisation is in scope
    row = JoinedApplication.objects.filter(application="books").first()
    if row is None:
        return SetupState("none", (), None)
    finished = finished_steps(row.finished_steps)
    return SetupState(row.setup_state, finished, next_step(finished) if row.setup_state == "pending" else None)
