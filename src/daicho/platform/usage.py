"""Which records are in use: asked before a record is deleted, answered by the packages above its own.

The table is IN_USE in config/wiring.py; Django's settings hand it down as DAICHO_IN_USE.
"""

from collections.abc import Collection
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from daicho.kernel.context import Ctx


class Usage(Protocol):
    """A query that returns those of the records `ids` that its package refers to."""

    def __call__(self, ctx: Ctx, *, ids: Collection[int]) -> set[int]:
        """Return those of `ids` that are referred to."""
        ...


def in_use(ctx: Ctx, *, entity: str, ids: Collection[int]) -> set[int]:
    """Return those records of kind `entity` that anything above their package refers to."""
    used: set[int] = set()
    for path in settings.DAICHO_IN_USE.get(entity, ()):
        answer: Usage = import_string(path)
        used |= answer(ctx, ids=ids)
    return used
