"""What a command that takes many records at once answers."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Literal

from daicho.kernel.errors import FieldError

Existing = Literal["update", "skip"]
"""What happens to a record that exists already."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with one of the given records; `index` counts them from 0."""

    index: int
    error: FieldError


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What was done, or would be: with any fault nothing was written."""

    created: tuple[int, ...] = ()
    updated: tuple[int, ...] = ()
    skipped: int = 0
    faults: tuple[RowFault, ...] = ()


def repeated(keys: Iterable[Hashable]) -> set[int]:
    """Return the positions whose key stood at an earlier position; keys that are false do not count."""
    seen: set[Hashable] = set()
    found: set[int] = set()
    for index, key in enumerate(keys):
        if bool(key) and key in seen:
            found.add(index)
        seen.add(key)
    return found
