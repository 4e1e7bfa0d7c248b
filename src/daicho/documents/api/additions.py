"""What packages above tell of documents on the wire (config/wiring.py, DOCUMENT_JSON)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from daicho.documents.core.kind import Kind
from daicho.documents.queries._views import DocumentRow, DocumentView
from daicho.kernel.context import Ctx
from daicho.platform.wire.operation import Json


@dataclass(frozen=True, slots=True)
class JsonAddition:
    """`one` returns further keys of a single document; `rows` those of list rows, by id, in a few statements for all.

    Both return nothing for kinds that they know nothing of. `made` gets what was sent with a new document, and does
    what a client wants besides with it.
    """

    one: Callable[[Ctx, Kind, DocumentView], Mapping[str, Json]]
    rows: Callable[[Ctx, Kind, Sequence[DocumentRow]], Mapping[int, Mapping[str, Json]]] = lambda _ctx, _kind, _rows: {}
    made: Callable[[Ctx, Kind, int, Mapping[str, Any]], None] = lambda _ctx, _kind, _id, _sent: None


def added_json(ctx: Ctx, kind: Kind, view: DocumentView) -> dict[str, Json]:
    """Return what packages above tell of a document."""
    return {name: value for addition in _additions() for name, value in addition.one(ctx, kind, view).items()}


def added_to_rows(ctx: Ctx, kind: Kind, rows: Sequence[DocumentRow]) -> dict[int, dict[str, Json]]:
    """Return document id → what packages above tell of it in a list."""
    found: dict[int, dict[str, Json]] = {row.document_id: {} for row in rows}
    for addition in _additions() if rows else ():
        for document_id, keys in addition.rows(ctx, kind, rows).items():
            found[document_id] |= keys
    return found


def follow_made(ctx: Ctx, kind: Kind, document_id: int, sent: Mapping[str, Any]) -> None:
    """Let packages above do what a client wants besides with a document that it has just made."""
    for addition in _additions():
        addition.made(ctx, kind, document_id, sent)


def _additions() -> list[JsonAddition]:
    return [import_string(path) for path in settings.DAICHO_DOCUMENT_JSON]
