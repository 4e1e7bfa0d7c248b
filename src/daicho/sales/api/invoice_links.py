"""Operations that link documents to other things: to sales orders, to a public page, to the receipt of an expense."""

from daicho.documents.commands.share_document import share_document
from daicho.kernel.errors import DaichoError, InvalidInput, NotFound, RuleBroken, invalid, missing
from daicho.kernel.text import noop as _
from daicho.platform.text import sentence
from daicho.platform.wire.operation import Answer, Call, Done, Json, Operation
from daicho.platform.wire.writer import id_text
from daicho.platform.work import attempt
from daicho.sales.api.schemas import InvoiceIdsInput
from daicho.sales.commands.map_invoice_to_order import map_invoice_to_order
from daicho.sales.core.rules import NO_PRIVATE_LINKS
from daicho.sales.kinds import SHARED

_LIMIT = 25


def _map(call: Call[InvoiceIdsInput]) -> Answer:
    """Link what can be linked; what cannot is named with its reason, and the call fails where nothing could."""
    ids = list(dict.fromkeys(call.body.invoice_ids))
    if not ids:
        raise InvalidInput([missing("invoice_ids")])
    if len(ids) > _LIMIT:
        message = _("%(field)s has more than %(limit)s entries.")
        raise invalid("invoice_ids", message, {"field": "invoice_ids", "limit": _LIMIT})
    errors: list[Json] = []
    last: DaichoError | None = None
    for invoice_id in ids:
        try:
            with attempt(call.ctx):
                map_invoice_to_order(call.ctx, invoice_id=invoice_id)
        except DaichoError as error:
            last = error
            errors.append({"code": error.code, "message": sentence(error), "ids": [id_text(invoice_id)]})
    if last is not None and len(errors) == len(ids):
        raise last
    return Done(_("The invoices have been linked to their sales orders."), extra={"errors": errors})


def _share_link(call: Call[None]) -> Answer:
    """Make a link by which anybody sees the document; every call makes a new one. Nothing can be paid there."""
    document_id, expires_on = call.id("transaction_id"), call.day("expiry_time")
    if document_id is None:
        raise InvalidInput([missing("transaction_id")])
    kind = SHARED.get(call.query.get("transaction_type", "invoice").lower())
    if kind is None:
        raise invalid("transaction_type", _("Invalid value passed for %(field)s"), {"field": "transaction_type"})
    link_type = call.query.get("link_type", "public").lower()
    if link_type == "private":
        raise RuleBroken(NO_PRIVATE_LINKS, _("Only public links can be made: customers do not sign in here."))
    if link_type != "public":
        raise invalid("link_type", _("Invalid value passed for %(field)s"), {"field": "link_type"})
    try:
        url = share_document(call.ctx, kind=kind, document_id=document_id, expires_on=expires_on)
    except InvalidInput as error:
        raise invalid("expiry_time", error.message, {"field": "expiry_time"}) from error
    return Done(_("success"), extra={"data": {"share_link": url}})


def _expense_receipt(call: Call[None]) -> Answer:
    """Refuse: no line of an invoice comes from an expense, because there are no expenses."""
    call.record_id("expense_id", "Expense")
    raise NotFound(_("%(entity)s does not exist."), {"entity": "Expense"})


OPERATIONS = [
    Operation(
        "POST", "/invoices/mapwithorder", "invoices.edit", "invoices.CREATE", _map,
        "Link invoices to the sales orders that their references name", body=InvoiceIdsInput,
    ),
    Operation(
        "GET", "/share/paymentlink", "invoices.view", "invoices.CREATE", _share_link,
        "Make a link by which a customer sees an invoice, retainer invoice, estimate or credit note",
        parameters=("transaction_id", "transaction_type", "link_type", "expiry_time"),
    ),
    Operation(
        "DELETE", "/invoices/expenses/{expense_id}/receipt", "invoices.edit", "invoices.DELETE", _expense_receipt,
        "Delete the receipt of an expense that was invoiced",
    ),
]  # fmt: skip
