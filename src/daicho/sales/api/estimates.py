"""The estimate API (zoho-surface.json, module estimates)."""

from collections.abc import Mapping, Sequence

from daicho.contacts.queries.contact_card import contact_card
from daicho.documents.api.face import Face, Messages
from daicho.documents.api.operations import document_operations
from daicho.documents.api.serializers import address_json, document_json, line_json, row_json, viewed_json
from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.state import Action, State
from daicho.documents.queries._standing import Related
from daicho.documents.queries._views import DocumentRow, DocumentView
from daicho.documents.queries.document_view import document_view
from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.organizations.core.currencies import CurrencyView
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.wire.operation import Json, Operation
from daicho.platform.wire.writer import day_text, id_text
from daicho.sales.api.bulk_mail import BulkMailInput, mail_many
from daicho.sales.api.schemas import EstimateInput
from daicho.sales.kinds import ESTIMATE
from daicho.sales.queries.answered_estimates import answered_estimates
from daicho.sales.queries.related_documents import related_documents


def _create(ctx: Ctx, fields: DocumentFields) -> int:
    return create_document(ctx, kind=ESTIMATE, fields=fields)


def _update(ctx: Ctx, document_id: int, fields: DocumentFields) -> None:
    update_document(ctx, kind=ESTIMATE, document_id=document_id, fields=fields)


def _is_invoice(other: Related) -> bool:
    return other.kind == "invoice" and other.state != State.VOID


def estimate_json(ctx: Ctx, document_id: int) -> dict[str, Json]:
    """Return an estimate as create, update and get answer it."""
    view = document_view(ctx, kind=ESTIMATE, document_id=document_id)
    persons = contact_card(ctx, contact_id=view.contact_id).persons if view.person_ids else ()
    currencies = {currency.code: currency for currency in list_currencies(ctx)}
    told = [person for person in persons if person.person_id in view.person_ids]
    related = related_documents(ctx, kind="estimate", document_id=document_id)
    return {
        **document_json(ctx, ESTIMATE, view, currencies=currencies, persons=told),
        "salesperson_id": id_text(view.salesperson_id),
        "salesperson_name": view.salesperson_name,
        "shipping_address": address_json(view.shipping_address),
        "project": {"project_id": "", "project_name": ""},
        **viewed_json(ctx, view),
        **answers_json(ctx, [view])[document_id],
        **({"status": "invoiced"} if any(_is_invoice(other) for other in related) else {}),
        "invoice_ids": [id_text(other.document_id) for other in related if other.kind == "invoice"],
        "salesorders": [
            {"salesorder_id": id_text(other.document_id), "salesorder_number": other.number}
            for other in related
            if other.kind == "salesorder"
        ],
        "line_items": [line_json(ctx, ESTIMATE, view, line) for line in view.lines],
    }


def estimate_row_json(ctx: Ctx, row: DocumentRow, currencies: Mapping[str, CurrencyView]) -> dict[str, Json]:
    """Return an estimate in a list."""
    return {
        **row_json(ctx, ESTIMATE, row, currencies),
        "status": row.status,
        **viewed_json(ctx, row),
        "salesperson_name": row.salesperson_name,
    }


def answers_json(ctx: Ctx, rows: Sequence[DocumentRow | DocumentView]) -> Mapping[int, Mapping[str, Json]]:
    """Return on which days estimates that now stand accepted or declined became so."""
    answered = answered_estimates(ctx, estimate_ids=[row.document_id for row in rows if row.state in _ANSWERS])
    return {
        row.document_id: {
            name: day_text(answered.get(row.document_id)) if row.state is state else ""
            for state, name in _ANSWERS.items()
        }
        for row in rows
    }


_ANSWERS = {State.ACCEPTED: "accepted_date", State.DECLINED: "declined_date"}


_FACE = Face(
    kind=ESTIMATE,
    path="/estimates",
    single="/estimate",
    also=(),
    input=EstimateInput,
    messages=Messages(
        created=_("The estimate has been created."),
        updated=_("The estimate has been updated."),
        deleted=_("The estimate has been deleted."),
        all_deleted=_("The estimates have been deleted."),
        sent=_("The estimate has been sent."),
        submitted=_("The estimate has been submitted for approval."),
        approved=_("The estimate has been approved."),
        rejected=_("The estimate has been rejected."),
        states={
            "sent": _("The estimate has been marked as sent."),
            "accepted": _("The estimate has been marked as accepted."),
            "declined": _("The estimate has been marked as declined."),
        },
    ),
    verbs={"sent": Action.OPEN, "accepted": Action.ACCEPT, "declined": Action.DECLINE},
    bulk_verbs=("sent",),
    addresses=("billing", "shipping"),
    create=_create,
    update=_update,
    json=estimate_json,
    row_json=estimate_row_json,
    rows_json=answers_json,
)
OPERATIONS = [
    *document_operations(_FACE),
    Operation(
        "POST", "/estimates/email", "estimates.edit", "estimates.CREATE",
        mail_many(ESTIMATE, _("The estimates have been sent.")), "Send several estimates by e-mail",
        body=BulkMailInput, parameters=("estimate_ids",),
    ),
]  # fmt: skip
