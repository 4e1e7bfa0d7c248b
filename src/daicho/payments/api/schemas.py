"""What clients send about payments, applications and refunds."""

from typing import Annotated, Any

from pydantic import Field

from daicho.platform.wire.schema import Amount, CustomFieldValue, Day, Flag, Length, QuantityValue, RecordId, WireInput

_LINES = 1000


class InvoiceUseInput(WireInput):
    """What of the payment settles one invoice."""

    invoice_id: RecordId
    amount_applied: Amount | None = None
    tax_amount_withheld: Amount | None = None


class BillUseInput(WireInput):
    """What of the payment settles one bill."""

    bill_id: RecordId
    bill_payment_id: RecordId | None = None
    amount_applied: Amount | None = None
    tax_amount_withheld: Amount | None = None


class _PaymentInput(WireInput):
    payment_number: Annotated[str, Length(100)] = ""
    date: Day | None = None
    payment_mode: Annotated[str, Length(40)] = ""
    amount: Amount | None = None
    exchange_rate: QuantityValue | None = None
    location_id: RecordId | None = None
    reference_number: Annotated[str, Length(100)] = ""
    description: Annotated[str, Length(2000)] = ""
    custom_fields: Annotated[list[CustomFieldValue], Field(max_length=_LINES)] | None = None


class CustomerPaymentInput(_PaymentInput):
    """A new payment received, or changes to one; `invoices` replaces all that it settles.

    One invoice may be named by `invoice_id`, `amount_applied` and `tax_amount_withheld` instead. With
    `retainerinvoice_id` it pays a retainer invoice, and is unused until it is applied to invoices.
    """

    customer_id: RecordId | None = None
    account_id: RecordId | None = None
    bank_charges: Amount | None = None
    retainerinvoice_id: RecordId | None = None
    invoices: Annotated[list[InvoiceUseInput], Field(max_length=_LINES)] | None = None
    invoice_id: RecordId | None = None
    amount_applied: Amount | None = None
    tax_amount_withheld: Amount | None = None


class VendorPaymentInput(_PaymentInput):
    """A new payment made, or changes to one; `bills` replaces all that it settles. Checks are not printed."""

    vendor_id: RecordId | None = None
    paid_through_account_id: RecordId | None = None
    bills: Annotated[list[BillUseInput], Field(max_length=_LINES)] | None = None
    is_paid_via_print_check: Flag = False
    check_details: Any = None


class PaymentPart(WireInput):
    """Some of a payment."""

    payment_id: RecordId
    amount_applied: Amount


class CreditNotePart(WireInput):
    """Some of a credit note."""

    creditnote_id: RecordId
    amount_applied: Amount


class VendorCreditPart(WireInput):
    """Some of a vendor credit."""

    vendor_credit_id: RecordId
    amount_applied: Amount


class InvoiceCreditsInput(WireInput):
    """Payments and credit notes that shall settle an invoice."""

    invoice_payments: Annotated[list[PaymentPart], Field(max_length=_LINES)] = []
    apply_creditnotes: Annotated[list[CreditNotePart], Field(max_length=_LINES)] = []


class BillCreditsInput(WireInput):
    """Payments and vendor credits that shall settle a bill."""

    bill_payments: Annotated[list[PaymentPart], Field(max_length=_LINES)] = []
    apply_vendor_credits: Annotated[list[VendorCreditPart], Field(max_length=_LINES)] = []


class InvoicePart(WireInput):
    """What of an invoice shall be settled."""

    invoice_id: RecordId
    amount_applied: Amount


class BillPart(WireInput):
    """What of a bill shall be settled."""

    bill_id: RecordId
    amount_applied: Amount


class InvoicesInput(WireInput):
    """Invoices that a credit note shall settle; or one, by `invoice_id` and `amount_applied`."""

    invoices: Annotated[list[InvoicePart], Field(max_length=_LINES)] = []
    invoice_id: RecordId | None = None
    amount_applied: Amount | None = None


class BillsInput(WireInput):
    """Bills that a vendor credit shall settle."""

    bills: Annotated[list[BillPart], Field(max_length=_LINES)]


class RefundInput(WireInput):
    """A refund; the account is the one that the money comes from, or goes to."""

    date: Day | None = None
    refund_mode: Annotated[str, Length(40)] = ""
    reference_number: Annotated[str, Length(100)] = ""
    amount: Amount | None = None
    exchange_rate: QuantityValue | None = None
    from_account_id: RecordId | None = None
    to_account_id: RecordId | None = None
    account_id: RecordId | None = None
    description: Annotated[str, Length(2000)] = ""
