"""Tax-exclusive and tax-inclusive bookkeeping, switched with a fiscal year (japan.md 1.10: ACC-01 to ACC-05)."""

from collections.abc import Sequence
from datetime import date

EXCLUSIVE, INCLUSIVE = "tax_exclusive", "tax_inclusive"

History = Sequence[tuple[str, str]]
"""(first day as ISO text, mode), in the order of days, as the organisation's column keeps it."""


def mode_on(history: History, day: date) -> str:
    """Return the mode of a day: tax-exclusive before the first switch."""
    found = [mode for since, mode in history if since <= day.isoformat()]
    return found[-1] if found else EXCLUSIVE


def switched(history: History, mode: str, since: date) -> list[tuple[str, str]]:
    """Return the history with `mode` from `since` on, whatever was to come after; days that change nothing left out."""
    before = [(start, old) for start, old in history if start < since.isoformat()]
    return [*before] if mode_on(before, since) == mode else [*before, (since.isoformat(), mode)]
