"""Checking what a copy is to be called."""

from daicho.kernel.errors import InvalidInput, invalid, missing
from daicho.kernel.text import noop as _

_NAME_LENGTH = 200
_MODES = ("live", "test")


def check_copy(*, name: str, mode: str) -> None:
    """Raise InvalidInput for a name or mode that a copy cannot have."""
    if not name.strip():
        raise InvalidInput([missing("name")])
    if len(name.strip()) > _NAME_LENGTH:
        raise invalid("name", _("Invalid value passed for %(field)s"), {"field": "name"})
    if mode not in _MODES:
        raise invalid("mode", _("Invalid value passed for %(field)s"), {"field": "mode"})
