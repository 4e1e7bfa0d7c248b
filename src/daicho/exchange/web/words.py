"""How states of imports are called and coloured."""

from django.utils.translation import gettext

from daicho.kernel.text import noop as _
from daicho.platform.web.cells import Badge, Colour

_STATES: dict[str, tuple[str, Colour]] = {
    "new": (_("Uploaded"), "blue"),
    "waiting": (_("In progress"), "yellow"),
    "checked": (_("Checked"), "blue"),
    "done": (_("Imported"), "green"),
    "undone": (_("Undone"), "secondary"),
}


def state_badge(state: str) -> Badge:
    """Return how a state is shown."""
    text, colour = _STATES[state]
    return Badge(gettext(text), colour)
