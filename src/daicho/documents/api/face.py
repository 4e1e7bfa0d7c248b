"""How one kind of document is served: what the shared operations need to know of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from daicho.documents.api.fields import document_fields
from daicho.documents.api.schemas import DocumentInput
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.kind import Kind
from daicho.documents.core.state import Action
from daicho.documents.queries._views import DocumentRow
from daicho.kernel.context import Ctx
from daicho.organizations.core.currencies import CurrencyView
from daicho.platform.wire.operation import Call, Json


@dataclass(frozen=True, slots=True)
class Messages:
    """Sentences about writes, and `states`: the verb of a path ("confirmed") → what it says."""

    created: str
    updated: str
    deleted: str
    all_deleted: str
    sent: str
    submitted: str
    approved: str
    rejected: str
    states: Mapping[str, str]


def _nothing_more(ctx: Ctx, rows: Sequence[DocumentRow]) -> Mapping[int, Mapping[str, Json]]:
    del ctx, rows
    return {}


def _not_narrowed(call: Call[None]) -> Q | None:
    del call
    return None


@dataclass(frozen=True, slots=True)
class Face:
    """`path` is the collection ("/salesorders"), `single` the singular path of custom fields ("/salesorder").

    `also` are further keys of a single record; `verbs` maps the last part of "/status/…" to its action;
    `bulk_verbs` are those that exist for many records at once. `json` and `row_json` make the answers; `rows_json`
    returns document id → what its row tells besides, read for all rows at once. `fields` reads the body; `make` creates
    in place of `create` where a call may say what the document is made from (`create_parameters`). `narrowed` returns
    what else a list was asked for, by the `list_parameters`. `expect_payment` keeps the day that comes with a note
    about when money comes.
    """

    kind: Kind
    path: str
    single: str
    also: tuple[str, ...]
    input: type[DocumentInput]
    messages: Messages
    verbs: Mapping[str, Action]
    bulk_verbs: tuple[str, ...]
    addresses: tuple[str, ...]
    create: Callable[[Ctx, DocumentFields], int]
    update: Callable[[Ctx, int, DocumentFields], None]
    json: Callable[[Ctx, int], Mapping[str, Json]]
    row_json: Callable[[Ctx, DocumentRow, Mapping[str, CurrencyView]], Mapping[str, Json]]
    rows_json: Callable[[Ctx, Sequence[DocumentRow]], Mapping[int, Mapping[str, Json]]] = _nothing_more
    fields: Callable[[Ctx, Kind, Any], DocumentFields] = document_fields
    make: Callable[[Call[Any], DocumentFields], int] | None = None
    narrowed: Callable[[Call[None]], Q | None] = _not_narrowed
    list_parameters: tuple[str, ...] = ()
    create_parameters: tuple[str, ...] = ()
    expect_payment: Callable[[Ctx, int, date], None] | None = None

    @property
    def ids(self) -> str:
        """The query parameter that names several records ("salesorder_ids")."""
        return f"{self.kind.names.id}s"

    def permission(self, action: str) -> str:
        """Return the permission for `action` ("view")."""
        return f"{self.kind.module}.{action}"

    def scope(self, verb: str) -> str:
        """Return the OAuth scope for `verb` ("READ")."""
        return f"{self.kind.module}.{verb}"
