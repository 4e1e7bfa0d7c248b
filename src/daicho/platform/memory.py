"""What a reading has learned of its organisation: asked once, answered again until something is written.

`reading(ctx)` opens a memory, `unit_of_work(ctx)` forgets it and goes without one: whoever changes something sees the
database itself. See docs/internals/performance.md.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

from daicho.kernel.context import Ctx

T = TypeVar("T")
Query = Callable[[Ctx], T]
_memory: ContextVar[dict[tuple[Query[Any], int], Any] | None] = ContextVar("memory", default=None)


def remembered(query: Query[T]) -> Query[T]:
    """Make a query that asks once in a reading. It may depend on nothing but the organisation."""

    @wraps(query)
    def answer(ctx: Ctx) -> T:
        memory = _memory.get()
        if memory is None:
            return query(ctx)
        key = (answer, ctx.organization_id)
        if key not in memory:
            memory[key] = query(ctx)
        return memory[key]  # type: ignore[no-any-return]

    return answer


def keep(query: Query[T], ctx: Ctx, value: T) -> None:
    """Tell the running reading what a remembered query would return; outside of one nothing is kept."""
    memory = _memory.get()
    if memory is not None:
        memory[query, ctx.organization_id] = value


@contextmanager
def remembering() -> Iterator[None]:
    """Remember inside the block; a block inside another shares its memory."""
    memory = _memory.get()
    token = _memory.set({} if memory is None else memory)
    try:
        yield
    finally:
        _memory.reset(token)


@contextmanager
def forgetting() -> Iterator[None]:
    """Forget everything, and remember nothing inside the block."""
    memory = _memory.get()
    if memory is not None:
        memory.clear()
    token = _memory.set(None)
    try:
        yield
    finally:
        _memory.reset(token)
