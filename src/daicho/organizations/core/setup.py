"""The quick set-up of an organisation in Books (behaviour.md 1.10): its steps, in order, resumable."""

from collections.abc import Iterable, Mapping

from daicho.kernel.text import noop as _

PROFILE, TAX, OPENING, NUMBERS, PREFERENCES, BANK, INVITATIONS = STEPS = (
    "profile",
    "tax",
    "opening",
    "numbers",
    "preferences",
    "bank",
    "invitations",
)

STEP_NAMES: Mapping[str, str] = {
    PROFILE: _("Organization profile"),
    TAX: _("Tax"),
    OPENING: _("Opening date"),
    NUMBERS: _("Number series"),
    PREFERENCES: _("Preferences"),
    BANK: _("Bank account"),
    INVITATIONS: _("Invitations"),
}

MAY_BE_SKIPPED = frozenset({BANK, INVITATIONS})


def finished_steps(text: str) -> tuple[str, ...]:
    """Return the finished steps, in order, of their stored form."""
    done = set(text.split(","))
    return tuple(step for step in STEPS if step in done)


def stored_steps(steps: Iterable[str]) -> str:
    """Return the stored form of finished steps."""
    done = set(steps)
    return ",".join(step for step in STEPS if step in done)


def next_step(finished: Iterable[str]) -> str | None:
    """Return the first step that is not finished, None when all are."""
    done = set(finished)
    return next((step for step in STEPS if step not in done), None)
