"""The invoice API: the same under both prefixes (zoho-surface.json, module invoices)."""

from collections.abc import Callable
from datetime import date

from django.db.models import Q

from daicho.documents.api.belongings import draft_json
from daicho.documents.api.face import Face, Messages
from daicho.documents.api.fields import document_fields
from daicho.documents.api.operations import document_operations
from daicho.documents.api.records import attach_files, record_id
from daicho.documents.api.schemas import ReasonInput
from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.detach_from_document import detach_from_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.kind import Kind
from daicho.documents.core.letter import LetterFields
from daicho.documents.core.state import Action
from daicho.documents.queries.document_attachment import document_attachment
from daicho.documents.queries.mail_draft import mail_draft
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, invalid, missing
from daicho.kernel.text import noop as _
from daicho.platform.wire.operation import Answer, Call, Done, Download, Operation, Record
from daicho.platform.work import unit_of_work
from daicho.sales.api.bulk_mail import BulkMailInput, mail_many
from daicho.sales.api.invoice_json import invoice_json, invoice_row_json, invoice_rows_json
from daicho.sales.api.invoice_links import OPERATIONS as LINKS
from daicho.sales.api.schemas import InvoiceInput, ReminderInput, WriteOffInput
from daicho.sales.commands.cancel_write_off import cancel_write_off
from daicho.sales.commands.convert_estimate import convert_estimate
from daicho.sales.commands.expect_payment import expect_payment
from daicho.sales.commands.invoice_order import invoice_order
from daicho.sales.commands.mark_invoice_shipped import mark_invoice_shipped
from daicho.sales.commands.remind_of_invoice import remind_of_invoice
from daicho.sales.commands.set_invoice_reminders import set_invoice_reminders
from daicho.sales.commands.write_off_invoice import write_off_invoice
from daicho.sales.kinds import INVOICE


def _create(ctx: Ctx, fields: DocumentFields) -> int:
    return create_document(ctx, kind=INVOICE, fields=fields)


def _update(ctx: Ctx, document_id: int, fields: DocumentFields) -> None:
    changes = fields.copy()
    is_shipped = changes.pop("is_shipped", None)
    with unit_of_work(ctx):
        update_document(ctx, kind=INVOICE, document_id=document_id, fields=changes)
        if is_shipped is not None:
            mark_invoice_shipped(ctx, invoice_id=document_id, is_shipped=is_shipped)


def _fields(ctx: Ctx, kind: Kind, body: InvoiceInput) -> DocumentFields:
    fields = document_fields(ctx, kind, body)
    if body.type == "debit_note" and body.reference_invoice_id is not None:
        fields["reference_invoice_id"] = body.reference_invoice_id
    if body.is_shipped is not None:
        fields["is_shipped"] = body.is_shipped
    return fields


def _make(call: Call[InvoiceInput], fields: DocumentFields) -> int:
    """Create an invoice: for itself, of an estimate, or a debit note about another."""
    if call.body.type == "debit_note" and not fields.get("reference_invoice_id"):
        raise InvalidInput([missing("reference_invoice_id")])
    if call.body.invoiced_estimate_id is not None:
        return convert_estimate(call.ctx, estimate_id=call.body.invoiced_estimate_id, target=INVOICE, fields=fields)
    return _create(call.ctx, fields)


def _narrowed(call: Call[None]) -> Q | None:
    """Return what a list of invoices was asked for besides; no invoice comes from a recurring one."""
    if call.query.get("recurring_invoice_id"):
        return Q(pk__in=[])
    wanted = call.query.get("type", "")
    if not wanted:
        return None
    if wanted not in {"invoice", "debit_note"}:
        raise invalid("type", _("Invalid value passed for %(field)s"), {"field": "type"})
    return Q(reference_invoice__isnull=wanted == "invoice")


def _expect_payment(ctx: Ctx, invoice_id: int, day: date) -> None:
    expect_payment(ctx, kind=INVOICE, document_id=invoice_id, day=day)


FACE = Face(
    kind=INVOICE,
    path="/invoices",
    single="/invoice",
    also=(),
    input=InvoiceInput,
    messages=Messages(
        created=_("The invoice has been created."),
        updated=_("The invoice has been updated."),
        deleted=_("The invoice has been deleted."),
        all_deleted=_("The invoices have been deleted."),
        sent=_("The invoice has been sent."),
        submitted=_("The invoice has been submitted for approval."),
        approved=_("The invoice has been approved."),
        rejected=_("The invoice has been rejected."),
        states={
            "sent": _("The invoice has been marked as sent."),
            "void": _("The invoice has been marked as void."),
            "draft": _("The invoice has been marked as draft."),
        },
    ),
    verbs={"sent": Action.OPEN, "void": Action.VOID, "draft": Action.DRAFT},
    bulk_verbs=("sent",),
    addresses=("billing", "shipping"),
    create=_create,
    update=_update,
    json=invoice_json,
    row_json=invoice_row_json,
    rows_json=invoice_rows_json,
    fields=_fields,
    make=_make,
    narrowed=_narrowed,
    create_parameters=("is_quick_create", "batch_payments"),
    list_parameters=("recurring_invoice_id", "type"),
    expect_payment=_expect_payment,
)


def _from_order(call: Call[None]) -> Answer:
    (order_id,) = call.ids("salesorder_id", limit=1)
    invoice_id = invoice_order(call.ctx, order_id=order_id)
    return Record("invoice", invoice_json(call.ctx, invoice_id), FACE.messages.created, status=201)


def _doing(act: Callable[[Ctx, int], None], message: str) -> Callable[[Call[None]], Answer]:
    def handle(call: Call[None]) -> Answer:
        act(call.ctx, record_id(FACE, call))
        return Done(message)

    return handle


def _show_file(call: Call[None]) -> Answer:
    file, content = document_attachment(
        call.ctx,
        kind=INVOICE,
        document_id=record_id(FACE, call),
        attachment_id=call.record_id("document_id", "Document"),
    )
    return Download(file.name, file.content_type, content)


def _delete_file(call: Call[None]) -> Answer:
    detach_from_document(
        call.ctx,
        kind=INVOICE,
        document_id=record_id(FACE, call),
        attachment_id=call.record_id("document_id", "Document"),
    )
    return Done(_("The file has been deleted."))


def _propose_reminder(call: Call[None]) -> Answer:
    draft = mail_draft(call.ctx, kind=INVOICE, document_id=record_id(FACE, call), purpose="reminder")
    return Record("data", draft_json(FACE, draft))


def _send_reminder(call: Call[ReminderInput]) -> Answer:
    body, invoice_id = call.body, record_id(FACE, call)
    attach_files(FACE, call, invoice_id, parts=("attachments",), goes_with_mail=True)
    letter = LetterFields(
        to=body.to_mail_ids,
        cc=body.cc_mail_ids,
        subject=body.subject,
        body=body.body,
        with_statement=call.flag("send_customer_statement"),
    )
    remind_of_invoice(call.ctx, invoice_id=invoice_id, letter=letter if body.to_mail_ids else None)
    return Done(_("The payment reminder has been sent."))


def _remind_many(call: Call[None]) -> Answer:
    for invoice_id in call.ids("invoice_ids", limit=10):
        remind_of_invoice(call.ctx, invoice_id=invoice_id)
    return Done(_("The payment reminders have been sent."))


def _write_off(call: Call[WriteOffInput]) -> Answer:
    day = call.day("date") or call.body.date
    write_off_invoice(call.ctx, invoice_id=record_id(FACE, call), day=day)
    return Done(_("The invoice has been written off."))


def _cancel_write_off(ctx: Ctx, invoice_id: int) -> None:
    cancel_write_off(ctx, invoice_id=invoice_id)


def _ship(ctx: Ctx, invoice_id: int) -> None:
    mark_invoice_shipped(ctx, invoice_id=invoice_id)


def _unship(ctx: Ctx, invoice_id: int) -> None:
    mark_invoice_shipped(ctx, invoice_id=invoice_id, is_shipped=False)


def _remind(ctx: Ctx, invoice_id: int) -> None:
    set_invoice_reminders(ctx, invoice_id=invoice_id, reminds=True)


def _do_not_remind(ctx: Ctx, invoice_id: int) -> None:
    set_invoice_reminders(ctx, invoice_id=invoice_id, reminds=False)


_ONE = "/invoices/{invoice_id}"
_ACTIONS = (
    (
        "writeoff/cancel",
        "Cancel the write-off of an invoice",
        _cancel_write_off,
        _("The write-off has been cancelled."),
    ),
    ("markasshipped", "Mark the goods of an invoice as shipped", _ship, _("The invoice has been marked as shipped.")),
    (
        "undoshipped",
        "Take back that the goods were shipped",
        _unship,
        _("The invoice is not marked as shipped any more."),
    ),
    ("paymentreminder/enable", "Remind of an invoice", _remind, _("The customer will be reminded of the invoice.")),
    (
        "paymentreminder/disable",
        "Do not remind of an invoice",
        _do_not_remind,
        _("The customer will not be reminded of the invoice."),
    ),
)
OPERATIONS = [
    *document_operations(FACE),
    *LINKS,
    *(
        Operation(
            "POST", f"{_ONE}/{path}", "invoices.edit", "invoices.CREATE", _doing(act, message), summary,
            body=ReasonInput,
        )
        for path, summary, act, message in _ACTIONS
    ),
    Operation(
        "POST", f"{_ONE}/writeoff", "invoices.edit", "invoices.CREATE", _write_off, "Write off an invoice",
        body=WriteOffInput, parameters=("date",),
    ),
    Operation(
        "POST", "/invoices/fromsalesorder", "invoices.create", "invoices.CREATE", _from_order,
        "Create an invoice of a sales order", parameters=("salesorder_id",),
    ),
    Operation(
        "GET", f"{_ONE}/documents/{{document_id}}", "invoices.view", "invoices.READ", _show_file,
        "Get a file of an invoice", parameters=("responseformat",),
    ),
    Operation(
        "DELETE", f"{_ONE}/documents/{{document_id}}", "invoices.edit", "invoices.DELETE", _delete_file,
        "Delete a file of an invoice",
    ),
    Operation(
        "GET", f"{_ONE}/paymentreminder", "invoices.view", "invoices.READ", _propose_reminder,
        "Get the proposed payment reminder",
    ),
    Operation(
        "POST", f"{_ONE}/paymentreminder", "invoices.edit", "invoices.CREATE", _send_reminder,
        "Send a payment reminder", body=ReminderInput, parameters=("send_customer_statement",),
        file_fields=("attachments",),
    ),
    Operation(
        "POST", "/invoices/paymentreminder", "invoices.edit", "invoices.CREATE", _remind_many,
        "Send several payment reminders", parameters=("invoice_ids",),
    ),
    Operation(
        "POST", "/invoices/email", "invoices.edit", "invoices.CREATE",
        mail_many(INVOICE, _("The invoices have been sent.")), "Send several invoices by e-mail",
        body=BulkMailInput, parameters=("invoice_ids",),
    ),
]  # fmt: skip
