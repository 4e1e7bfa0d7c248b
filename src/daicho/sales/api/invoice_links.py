"""Operations that link invoices to other things: to sales orders, to a page to pay on, to the receipt of an expense."""

from daicho.kernel.errors import DaichoError, InvalidInput, NotFound, RuleBroken, invalid, missing
from daicho.kernel.text import noop as _
from daicho.platform.text import sentence
from daicho.platform.wire.operation import Answer, Call, Done, Json, Operation
from daicho.platform.wire.writer import id_text
from daicho.platform.work import attempt
from daicho.sales.api.schemas import InvoiceIdsInput
from daicho.sales.commands.map_invoice_to_order import map_invoice_to_order
from daicho.sales.core.rules import NO_PAYMENT_LINKS
from daicho.sales.queries.invoice_facts import invoice_facts

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


def _payment_link(call: Call[None]) -> Answer:
    """Refuse: customers cannot pay on a page, because no service for that can be set up."""
    invoice_id = call.id("transaction_id")
    if invoice_id is None:
        raise InvalidInput([missing("transaction_id")])
    if call.query.get("transaction_type", "invoice") != "invoice":
        raise invalid("transaction_type", _("Invalid value passed for %(field)s"), {"field": "transaction_type"})
    invoice_facts(call.ctx, invoice_id=invoice_id)
    raise RuleBroken(NO_PAYMENT_LINKS, _("Paying online is not enabled in this organization."))


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
        "GET", "/share/paymentlink", "invoices.view", "invoices.READ", _payment_link,
        "Get a page on which an invoice can be paid",
        parameters=("transaction_id", "transaction_type", "link_type", "expiry_time"),
    ),
    Operation(
        "DELETE", "/invoices/expenses/{expense_id}/receipt", "invoices.edit", "invoices.DELETE", _expense_receipt,
        "Delete the receipt of an expense that was invoiced",
    ),
]  # fmt: skip
