"""Customer debit notes: invoices that ask for more of what another asked for (zoho-surface 1.2)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from daicho.documents.api.serializers import line_json
from daicho.documents.queries._listing import listing_of
from daicho.documents.queries.document_views import document_views
from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.platform.wire.operation import Answer, Call, Json, Listed, Operation
from daicho.sales.api.invoice_json import reference_json
from daicho.sales.api.invoices import OPERATIONS as INVOICES
from daicho.sales.kinds import INVOICE

_PATH, _ID = "/customerdebitnotes", "{invoice_id}"
_TYPE = "debit_note"


def _of_invoices(method: str, path: str) -> Operation:
    return next(operation for operation in INVOICES if (operation.method, operation.path) == (method, path))


def _listed(handler: Callable[[Call[Any]], Answer]) -> Callable[[Call[Any]], Answer]:
    """Return the list of debit notes, each with its lines and the invoice that it is about."""

    def listed(call: Call[Any]) -> Answer:
        query = {**call.query, "type": _TYPE}
        if query.get("sort_column") == "debit_note_number":
            query["sort_column"] = "invoice_number"
        answer = handler(replace(call, query=query))
        if not isinstance(answer, Listed):
            return answer
        more = _parts(call.ctx, [int(str(row["invoice_id"])) for row in answer.rows])
        rows = [{**row, **more[int(str(row["invoice_id"]))]} for row in answer.rows]
        return replace(answer, key="debit_notes", rows=rows, report_name=_("Debit notes"))

    return listed


def _parts(ctx: Ctx, ids: list[int]) -> Mapping[int, Mapping[str, Json]]:
    views = document_views(ctx, kind=INVOICE, document_ids=ids, with_files=False) if ids else {}
    about = {document_id: view.extra["reference_invoice_id"] for document_id, view in views.items()}
    references = reference_json(ctx, sorted({found for found in about.values() if isinstance(found, int)}))
    return {
        document_id: {
            "type": _TYPE,
            "line_items": [{**line_json(ctx, INVOICE, view, line), "item_name": line.name} for line in view.lines],
            "reference_invoice": references.get(about[document_id], {}),  # type: ignore[call-overload]
        }
        for document_id, view in views.items()
    }


def _made(handler: Callable[[Call[Any]], Answer]) -> Callable[[Call[Any]], Answer]:
    """Return the handler that makes every invoice a debit note."""

    def make(call: Call[Any]) -> Answer:
        return handler(replace(call, body=call.body.model_copy(update={"type": _TYPE})))

    return make


_INVOICES = listing_of(INVOICE)
_LISTING = replace(_INVOICES, sorts={**_INVOICES.sorts, "debit_note_number": "number"})
_LIST, _CREATE = _of_invoices("GET", "/invoices"), _of_invoices("POST", "/invoices")
OPERATIONS = [
    replace(_LIST, path=_PATH, handler=_listed(_LIST.handler), listing=_LISTING, summary="List debit notes"),
    replace(_CREATE, path=_PATH, handler=_made(_CREATE.handler), summary="Create a debit note"),
    *(
        replace(_of_invoices(method, f"/invoices/{_ID}"), path=f"{_PATH}/{_ID}", summary=summary)
        for method, summary in (
            ("GET", "Get a debit note"), ("PUT", "Update a debit note"), ("DELETE", "Delete a debit note"),
        )
    ),
]  # fmt: skip
