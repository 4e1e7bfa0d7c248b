"""The credit note API: the same under both prefixes (zoho-surface.json, module credit-notes)."""

from collections.abc import Callable

from daicho.documents.api.face import Face, Messages
from daicho.documents.api.fields import document_fields
from daicho.documents.api.operations import document_operations
from daicho.documents.api.records import record_id
from daicho.documents.api.schemas import ReasonInput
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.state import Action
from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.platform.wire.operation import Answer, Call, Done, Operation, Record
from daicho.sales.api.credit_note_json import credit_note_json, credit_note_row_json
from daicho.sales.api.schemas import CreditNoteInput
from daicho.sales.commands.credit_invoice import credit_invoice
from daicho.sales.commands.credit_sales_return import credit_sales_return
from daicho.sales.kinds import CREDIT_NOTE


def _create(ctx: Ctx, fields: DocumentFields) -> int:
    return create_document(ctx, kind=CREDIT_NOTE, fields=fields, is_open=True)


def _update(ctx: Ctx, document_id: int, fields: DocumentFields) -> None:
    update_document(ctx, kind=CREDIT_NOTE, document_id=document_id, fields=fields)


_STATES = {
    "open": _("The credit note has been marked as open."),
    "void": _("The credit note has been marked as void."),
    "draft": _("The credit note has been marked as draft."),
}
_VERBS = {"open": Action.OPEN, "void": Action.VOID, "draft": Action.DRAFT}
_FACE = Face(
    kind=CREDIT_NOTE,
    path="/creditnotes",
    single="/creditnote",
    also=(),
    input=CreditNoteInput,
    messages=Messages(
        created=_("The credit note has been created."),
        updated=_("The credit note has been updated."),
        deleted=_("The credit note has been deleted."),
        all_deleted=_("The credit notes have been deleted."),
        sent=_("The credit note has been sent."),
        submitted=_("The credit note has been submitted for approval."),
        approved=_("The credit note has been approved."),
        rejected=_("The credit note has been rejected."),
        states=_STATES,
    ),
    verbs=_VERBS,
    bulk_verbs=("open",),
    addresses=("billing", "shipping"),
    create=_create,
    update=_update,
    json=credit_note_json,
    row_json=credit_note_row_json,
)


def _make(call: Call[CreditNoteInput]) -> Answer:
    """Make a credit note: of an invoice, of a sales return, or for itself; open unless `is_draft`."""
    call.demand_number(CREDIT_NOTE.names.number)
    fields = document_fields(call.ctx, CREDIT_NOTE, call.body)
    is_open = not (call.flag("is_draft") or bool(call.body.is_draft))
    if call.query.get("invoice_id"):
        (invoice_id,) = call.ids("invoice_id", limit=1)
        made = credit_invoice(call.ctx, invoice_id=invoice_id, fields=fields, is_open=is_open)
    elif return_id := call.id("salesreturn_id"):
        made = credit_sales_return(call.ctx, return_id=return_id, fields=fields, is_open=is_open)
    else:
        made = create_document(call.ctx, kind=CREDIT_NOTE, fields=fields, is_open=is_open)
    return Record("creditnote", credit_note_json(call.ctx, made), _FACE.messages.created, status=201)


def _change(action: Action, message: str) -> Callable[[Call[ReasonInput]], Answer]:
    def handle(call: Call[ReasonInput]) -> Answer:
        note_id = record_id(_FACE, call)
        change_state(call.ctx, kind=CREDIT_NOTE, document_id=note_id, action=action, reason=call.body.reason)
        return Done(message)

    return handle


_ONE = "/creditnotes/{creditnote_id}"
_INVENTORY_VERBS = {"converttoopen": "open", "void": "void", "draft": "draft"}
_SHARED = [
    operation
    for operation in document_operations(_FACE)
    if (operation.method, operation.path) != ("POST", "/creditnotes")
]
OPERATIONS = [
    *_SHARED,
    Operation(
        "POST", "/creditnotes", "creditnotes.create", "creditnotes.CREATE", _make, "Create a credit note",
        body=CreditNoteInput, parameters=("invoice_id", "salesreturn_id", "is_draft", "ignore_auto_number_generation"),
    ),
    *(
        Operation(
            "POST", f"{_ONE}/{path}", "creditnotes.edit", "creditnotes.CREATE", _change(_VERBS[verb], _STATES[verb]),
            f"Mark a credit note as {verb}", body=ReasonInput,
        )
        for path, verb in _INVENTORY_VERBS.items()
    ),
]  # fmt: skip
