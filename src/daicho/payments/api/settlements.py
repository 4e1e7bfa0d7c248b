"""Operations on what settles invoices and bills, and on what credit notes and vendor credits settle."""

from collections.abc import Callable
from typing import Any

from daicho.kernel.errors import InvalidInput, NotFound, missing
from daicho.kernel.text import noop as _
from daicho.payments.api.fields import minor_parts
from daicho.payments.api.schemas import BillCreditsInput, BillsInput, InvoiceCreditsInput, InvoicesInput
from daicho.payments.api.serializers import credited_json, paid_json, target_json
from daicho.payments.commands.apply_credits import apply_credits
from daicho.payments.commands.remove_use import remove_use
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import DOCUMENTS, PAYMENT_KINDS
from daicho.payments.queries._views import UseView
from daicho.payments.queries.settled_records import settled_records
from daicho.payments.queries.settlements import settlements
from daicho.platform.wire.operation import Answer, Call, Done, Listed, Operation

_APPLIED = _("The credits have been applied.")
_RELEASED = _("The payment or credit has been taken off.")


def _ref(call: Call[Any], kind: str) -> Ref:
    """Return the document in the path. Raises NotFound."""
    words = DOCUMENTS[kind].words
    ref = (kind, call.record_id(DOCUMENTS[kind].names.id, words.name))
    if ref not in settled_records(call.ctx, refs=[ref]):
        raise NotFound(words.does_not_exist)
    return ref


def _uses(call: Call[Any], kind: str, *, of_payments: bool) -> list[UseView]:
    found = settlements(call.ctx, ref=_ref(call, kind))
    return [use for use in found if (use.source.ref[0] in PAYMENT_KINDS) is of_payments]


def _payments_of(kind: str) -> Callable[[Call[None]], Answer]:
    def show(call: Call[None]) -> Answer:
        return Listed("payments", [paid_json(use, kind) for use in _uses(call, kind, of_payments=True)])

    return show


def _credits_applied(call: Call[None]) -> Answer:
    return Listed("credits", [credited_json(use) for use in _uses(call, "invoice", of_payments=False)])


def _targets_of(kind: str, key: str) -> Callable[[Call[None]], Answer]:
    def show(call: Call[None]) -> Answer:
        return Listed(key, [target_json(use) for use in _uses(call, kind, of_payments=False)])

    return show


def _remove(kind: str, use: str) -> Callable[[Call[None]], Answer]:
    def remove(call: Call[None]) -> Answer:
        remove_use(call.ctx, use_id=call.record_id(use, _("Payment")), of=_ref(call, kind))
        return Done(_RELEASED)

    return remove


def _credit_invoice(call: Call[InvoiceCreditsInput]) -> Answer:
    body, target = call.body, _ref(call, "invoice")
    given = [
        *_parts("invoice_payments", "customerpayment", body.invoice_payments, "payment_id"),
        *_parts("apply_creditnotes", "creditnote", body.apply_creditnotes, "creditnote_id"),
    ]
    if not given:
        raise InvalidInput([missing("apply_creditnotes")])
    apply_credits(call.ctx, target=target, amounts=minor_parts(call.ctx, target, given))
    return Done(_APPLIED)


def _credit_bill(call: Call[BillCreditsInput]) -> Answer:
    body, target = call.body, _ref(call, "bill")
    given = [
        *_parts("bill_payments", "vendorpayment", body.bill_payments, "payment_id"),
        *_parts("apply_vendor_credits", "vendorcredit", body.apply_vendor_credits, "vendor_credit_id"),
    ]
    if not given:
        raise InvalidInput([missing("apply_vendor_credits")])
    apply_credits(call.ctx, target=target, amounts=minor_parts(call.ctx, target, given))
    return Done(_APPLIED)


def _apply_note(call: Call[InvoicesInput]) -> Answer:
    body, source = call.body, _ref(call, "creditnote")
    given = _parts("invoices", "invoice", body.invoices, "invoice_id")
    if not given and body.invoice_id and body.amount_applied is not None:
        given = [("amount_applied", ("invoice", body.invoice_id), body.amount_applied)]
    if not given:
        raise InvalidInput([missing("invoices")])
    _apply(call, source, given)
    return Done(_APPLIED)


def _apply_vendor_credit(call: Call[BillsInput]) -> Answer:
    source = _ref(call, "vendorcredit")
    given = _parts("bills", "bill", call.body.bills, "bill_id")
    if not given:
        raise InvalidInput([missing("bills")])
    _apply(call, source, given)
    uses = [target_json(use) for use in settlements(call.ctx, ref=source)]
    return Done(_APPLIED, extra={"bills": uses})


def _apply(call: Call[Any], source: Ref, given: list[Any]) -> None:
    for target, amount in minor_parts(call.ctx, source, given).items():
        apply_credits(call.ctx, target=target, amounts={source: amount})


def _parts(key: str, kind: str, rows: list[Any], id_name: str) -> list[Any]:
    return [
        (f"{key}[{place}].amount_applied", (kind, getattr(row, id_name)), row.amount_applied)
        for place, row in enumerate(rows)
    ]


_INVOICE, _BILL = "/invoices/{invoice_id}", "/bills/{bill_id}"
_NOTE, _CREDIT = "/creditnotes/{creditnote_id}", "/vendorcredits/{vendor_credit_id}"
_PAY, _OFF = "payments.create", "payments.delete"
OPERATIONS: list[Operation] = [
    Operation(
        "GET", f"{_INVOICE}/payments", "invoices.view", "invoices.READ", _payments_of("invoice"),
        "List the payments of an invoice",
    ),
    Operation(
        "DELETE", f"{_INVOICE}/payments/{{invoice_payment_id}}", _OFF, "invoices.DELETE",
        _remove("invoice", "invoice_payment_id"), "Take a payment off an invoice",
    ),
    Operation(
        "GET", f"{_INVOICE}/creditsapplied", "invoices.view", "invoices.READ", _credits_applied,
        "List the credits of an invoice",
    ),
    Operation(
        "DELETE", f"{_INVOICE}/creditsapplied/{{creditnotes_invoice_id}}", _OFF, "invoices.DELETE",
        _remove("invoice", "creditnotes_invoice_id"), "Take a credit note off an invoice",
    ),
    Operation(
        "POST", f"{_INVOICE}/credits", _PAY, "invoices.CREATE", _credit_invoice, "Apply credits to an invoice",
        body=InvoiceCreditsInput,
    ),
    Operation(
        "GET", f"{_BILL}/payments", "bills.view", "bills.READ", _payments_of("bill"), "List the payments of a bill"
    ),
    Operation(
        "DELETE", f"{_BILL}/payments/{{bill_payment_id}}", _OFF, "bills.DELETE", _remove("bill", "bill_payment_id"),
        "Take a payment off a bill",
    ),
    Operation(
        "POST", f"{_BILL}/credits", _PAY, "bills.CREATE", _credit_bill, "Apply credits to a bill",
        body=BillCreditsInput,
    ),
    Operation(
        "GET", f"{_NOTE}/invoices", "creditnotes.view", "creditnotes.READ",
        _targets_of("creditnote", "invoices_credited"), "List the invoices of a credit note",
    ),
    Operation(
        "POST", f"{_NOTE}/invoices", _PAY, "creditnotes.CREATE", _apply_note, "Apply a credit note to invoices",
        body=InvoicesInput,
    ),
    Operation(
        "DELETE", f"{_NOTE}/invoices/{{creditnote_invoice_id}}", _OFF, "creditnotes.DELETE",
        _remove("creditnote", "creditnote_invoice_id"), "Take a credit note off an invoice",
    ),
    Operation(
        "GET", f"{_CREDIT}/bills", "vendorcredits.view", "debitnotes.READ",
        _targets_of("vendorcredit", "bills_credited"), "List the bills of a vendor credit",
    ),
    Operation(
        "POST", f"{_CREDIT}/bills", _PAY, "debitnotes.CREATE", _apply_vendor_credit, "Apply a vendor credit to bills",
        body=BillsInput,
    ),
    Operation(
        "DELETE", f"{_CREDIT}/bills/{{vendor_credit_bill_id}}", _OFF, "debitnotes.DELETE",
        _remove("vendorcredit", "vendor_credit_bill_id"), "Take a vendor credit off a bill",
    ),
]  # fmt: skip
