"""How far orders are done: nothing of them, a part, everything (behaviour.md 3.1, 3.4)."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Line = TypeVar("Line")


def mark_of(
    lines: Iterable[Line], word: str, *, done: Callable[[Line], int], rest: Callable[[Line], int]
) -> str:  # fmt: skip
    """Return "", "partially_" and `word`, or `word`, from what was done of the lines and what is still to do."""
    lines = list(lines)
    if not any(done(line) for line in lines):
        return ""
    return f"partially_{word}" if any(rest(line) for line in lines) else word
