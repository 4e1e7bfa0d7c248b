"""What a reading has learned of its organisation: asked once, answered again until something is written.

`reading(ctx)` opens a memory, `unit_of_work(ctx)` forgets it and goes without one: whoever changes something sees the
database itself. Who makes thousands of documents, and nothing else, says so by `steady`: what `lasting` queries tell of
stays as it is meanwhile. See docs/internals/performance.md.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from daicho.kernel.context import Ctx

T = TypeVar("T")
P = ParamSpec("P")
Query = Callable[[Ctx], T]
_memory: ContextVar[dict[tuple[Query[Any], int], Any] | None] = ContextVar("memory", default=None)
_steady: ContextVar[dict[object, Any] | None] = ContextVar("steady", default=None)


def remembered(query: Query[T]) -> Query[T]:
    """Make a query that asks once in a reading. It may depend on nothing but the organisation."""

    @wraps(query)
    def answer(ctx: Ctx) -> T:
        memory = _memory.get()
        if memory is None:
            memory = _steady.get()  # type: ignore[assignment]
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


@contextmanager
def steady() -> Iterator[None]:
    """Keep what `remembered` and `lasting` queries answer, over all units of work inside the block.

    For whoever changes nothing there of what these queries read: contacts, items, accounts, taxes, settings, locks.
    """
    token = _steady.set({})
    try:
        yield
    finally:
        _steady.reset(token)


@contextmanager
def afresh() -> Iterator[None]:
    """Ask the database itself inside the block, whatever `steady` keeps: for what must be so when a unit commits."""
    token = _steady.set(None)
    try:
        yield
    finally:
        _steady.reset(token)


def lasting(query: Callable[Concatenate[Ctx, P], T]) -> Callable[Concatenate[Ctx, P], T]:
    """Make a query whose answer is kept inside `steady`, for the same arguments: hashable ones, or named sets.

    Callers do not change what they get.
    """

    @wraps(query)
    def answer(ctx: Ctx, *args: P.args, **kwargs: P.kwargs) -> T:
        kept = _steady.get()
        if kept is None:
            return query(ctx, *args, **kwargs)
        key = (answer, ctx.organization_id, args, tuple((name, _hashable(value)) for name, value in kwargs.items()))
        if key not in kept:
            kept[key] = query(ctx, *args, **kwargs)
        return kept[key]  # type: ignore[no-any-return]

    return answer  # type: ignore[return-value]


def _hashable(value: object) -> object:
    return frozenset(value) if isinstance(value, set) else value


def lasting_parts(ctx: Ctx, read: Callable[[set[Any]], Mapping[Any, T]], wanted: Collection[Any]) -> dict[Any, T]:
    """Return what `read` tells of those `wanted` that exist; inside `steady` it is asked for each of them once.

    `read` is a function of a module: it names what is kept.
    """
    kept = _steady.get()
    if kept is None:
        return dict(read(set(wanted)))
    known: dict[Any, T | None] = kept.setdefault((read, ctx.organization_id), {})
    unknown = {each for each in wanted if each not in known}
    if unknown:
        found = read(unknown)
        known.update({each: found.get(each) for each in unknown})
    return {each: part for each in wanted if (part := known[each]) is not None}
