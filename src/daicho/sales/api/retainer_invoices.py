"""The retainer invoice API (zoho-surface.json, module retainer-invoices)."""

from collections.abc import Mapping
from datetime import date

from daicho.contacts.queries.contact_card import contact_card
from daicho.documents.api.additions import added_json
from daicho.documents.api.face import Face, Messages
from daicho.documents.api.operations import document_operations
from daicho.documents.api.records import record_id
from daicho.documents.api.serializers import address_json, document_json, line_json, row_json, viewed_json
from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.detach_from_document import detach_from_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.state import Action
from daicho.documents.queries._views import DocumentRow
from daicho.documents.queries.document_view import document_view
from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.organizations.core.currencies import CurrencyView
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.wire.operation import Answer, Call, Done, Json, Operation
from daicho.platform.wire.writer import money_number
from daicho.sales.api.schemas import RetainerInvoiceInput
from daicho.sales.commands.expect_payment import expect_payment
from daicho.sales.kinds import RETAINER_INVOICE


def _create(ctx: Ctx, fields: DocumentFields) -> int:
    return create_document(ctx, kind=RETAINER_INVOICE, fields=fields)


def _update(ctx: Ctx, document_id: int, fields: DocumentFields) -> None:
    update_document(ctx, kind=RETAINER_INVOICE, document_id=document_id, fields=fields)


def retainer_json(ctx: Ctx, document_id: int) -> dict[str, Json]:
    """Return a retainer invoice as create, update and get answer it."""
    view = document_view(ctx, kind=RETAINER_INVOICE, document_id=document_id)
    persons = contact_card(ctx, contact_id=view.contact_id).persons if view.person_ids else ()
    currencies = {currency.code: currency for currency in list_currencies(ctx)}
    told = [person for person in persons if person.person_id in view.person_ids]
    return {
        **document_json(ctx, RETAINER_INVOICE, view, currencies=currencies, persons=told),
        "project_id": "",
        "project_name": "",
        "shipping_address": address_json(view.shipping_address),
        **viewed_json(ctx, view),
        "line_items": [line_json(ctx, RETAINER_INVOICE, view, line) for line in view.lines],
        "balance": money_number(view.balance),
        "drawn_status": view.marks["drawn_status"],
        "allow_partial_payments": True,
        "payment_options": {"payment_gateways": []},
        "invoice_url": "",
        **added_json(ctx, RETAINER_INVOICE, view),
    }


def _expect_payment(ctx: Ctx, retainer_id: int, day: date) -> None:
    expect_payment(ctx, kind=RETAINER_INVOICE, document_id=retainer_id, day=day)


def retainer_row_json(ctx: Ctx, row: DocumentRow, currencies: Mapping[str, CurrencyView]) -> dict[str, Json]:
    """Return a retainer invoice in a list."""
    return {
        **row_json(ctx, RETAINER_INVOICE, row, currencies),
        **viewed_json(ctx, row),
        "balance": money_number(row.balance),
        "drawn_status": row.marks["drawn_status"],
        "project_or_estimate_name": "",
    }


_FACE = Face(
    kind=RETAINER_INVOICE,
    path="/retainerinvoices",
    single="/retainerinvoice",
    also=(),
    input=RetainerInvoiceInput,
    messages=Messages(
        created=_("The retainer invoice has been created."),
        updated=_("The retainer invoice has been updated."),
        deleted=_("The retainer invoice has been deleted."),
        all_deleted=_("The retainer invoices have been deleted."),
        sent=_("The retainer invoice has been sent."),
        submitted=_("The retainer invoice has been submitted for approval."),
        approved=_("The retainer invoice has been approved."),
        rejected=_("The retainer invoice has been rejected."),
        states={
            "sent": _("The retainer invoice has been marked as sent."),
            "void": _("The retainer invoice has been marked as void."),
            "draft": _("The retainer invoice has been marked as draft."),
        },
    ),
    verbs={"sent": Action.OPEN, "void": Action.VOID, "draft": Action.DRAFT},
    bulk_verbs=("sent",),
    addresses=("billing",),
    create=_create,
    update=_update,
    json=retainer_json,
    row_json=retainer_row_json,
    expect_payment=_expect_payment,
)


def _delete_file(call: Call[None]) -> Answer:
    detach_from_document(
        call.ctx,
        kind=RETAINER_INVOICE,
        document_id=record_id(_FACE, call),
        attachment_id=call.record_id("document_id", "Document"),
    )
    return Done(_("The file has been deleted."))


OPERATIONS = [
    *document_operations(_FACE),
    Operation(
        "DELETE", "/retainerinvoices/{retainerinvoice_id}/documents/{document_id}", "invoices.edit", "invoices.DELETE",
        _delete_file, "Delete a file of a retainer invoice",
    ),
]  # fmt: skip
