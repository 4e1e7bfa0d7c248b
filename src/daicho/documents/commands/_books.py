"""What the commands of documents do where a kind reaches stock and books."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from daicho.documents.core.kind import Kind
from daicho.documents.core.rules import APPLIED
from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.queries.check_open_day import check_open_day


def counts(kind: Kind, state: str) -> bool:
    """Tell whether a document of `kind` in `state` is in stock and books."""
    return kind.books is not None and State(state) in kind.books.states


def refuse_locked(ctx: Ctx, kind: Kind, days: Iterable[date | None]) -> None:
    """Raise RuleBroken (4310) where one of the days is locked for documents of `kind`."""
    if kind.books is not None:
        check_open_day(ctx, scope=kind.books.scope, days=days)


def post_books(ctx: Ctx, kind: Kind, *document_ids: int, is_new: bool = False) -> None:
    """Make stock and books say what the stored documents say."""
    if kind.books is not None and document_ids:
        _function(kind.books.post)(ctx, document_ids, is_new=is_new)


def refuse_applied(kind: Kind, header: Any) -> None:
    """Raise RuleBroken (4711) where payments or credits are applied to the document, or it is applied itself."""
    if kind.settling and header.applied_minor:
        raise RuleBroken(APPLIED, _("Payments or credits are applied here; remove them first."))


def follow_settled(ctx: Ctx, kind: Kind, header: Any) -> None:
    """Let the payments and credits follow that are applied to a changed document (config/wiring.py)."""
    if kind.settling and header.applied_minor:
        for path in settings.DAICHO_SETTLED_MOVES:
            import_string(path)(ctx, entity=kind.entity, document_id=header.id)


def follow_opened(ctx: Ctx, kind: Kind, document_id: int) -> None:
    """Let packages above do what they do with a credit that counts from now on (config/wiring.py)."""
    if kind.settling == "credit":
        for path in settings.DAICHO_CREDITS_OPENED:
            import_string(path)(ctx, entity=kind.entity, document_id=document_id)


def named_lines(lines: Iterable[Any]) -> set[int]:
    """Return the lines of orders that these rows come from."""
    return {line.source_line_id for line in lines if getattr(line, "source_line_id", None)}


def follow_up(ctx: Ctx, kind: Kind, source_line_ids: Collection[int]) -> None:
    """Let the orders that the lines come from follow."""
    if kind.after is not None and source_line_ids:
        _function(kind.after)(ctx, source_line_ids)


def _function(named: Callable[..., None] | str) -> Callable[..., None]:
    """Return the function, imported where it is named by its path."""
    found: Callable[..., None] = import_string(named) if isinstance(named, str) else named
    return found
