"""Whether this installation holds the demo."""

from daicho.platform.audit import was_done

DEMO, LOADED = "demo", "loaded"
"""The audit record that loading the demo leaves outside all organisations."""


def has_demo() -> bool:
    """Tell whether the demo was loaded here; that somebody has an address of the demo's proves nothing."""
    return was_done(entity=DEMO, action=LOADED)
