"""What clients send about sales documents."""

from typing import Annotated, Literal

from pydantic import Field

from daicho.documents.api.schemas import LINES, AddressInput, DocumentInput, GoodsLineInput, LineInput
from daicho.platform.wire.schema import Amount, Day, Flag, Length, RecordId, RecordIds, WholeNumber, WireInput


class SalesOrderInput(DocumentInput):
    """A sales order; on update only what is sent changes, and `line_items` replaces all lines.

    A new one may come from `estimate_id`, whole where no lines are sent.
    """

    customer_id: RecordId | None = None
    estimate_id: RecordId | None = None
    salesorder_number: Annotated[str, Length(100)] = ""
    shipment_date: Day | None = None
    salesperson_id: RecordId | None = None
    salesperson_name: Annotated[str, Length(100)] = ""
    delivery_method_id: RecordId | None = None
    delivery_method: Annotated[str, Length(100)] = ""
    shipping_address_id: RecordId | None = None
    shipping_address: AddressInput | None = None
    line_items: Annotated[list[LineInput], Field(max_length=LINES)] = []


class OrderedLineInput(GoodsLineInput):
    """A line; with `salesorder_item_id` it invoices a line of a sales order."""

    salesorder_item_id: RecordId | None = None


class BatchPaymentInput(WireInput):
    """A payment that comes with a new invoice."""

    payment_mode: Annotated[str, Length(40)] = ""
    amount: Amount
    account_id: RecordId | None = None


class InvoiceInput(DocumentInput):
    """An invoice; on update only what is sent changes, and `line_items` replaces all lines.

    Of `type` "debit_note" it is about `reference_invoice_id`. A new one may come from `invoiced_estimate_id`, whole
    where no lines are sent; `send` mails it, by `custom_subject` and `custom_body` where they are given.
    `batch_payments` settle it at once. `is_shipped`: its goods leave with it (not sent: as the organisation prefers).
    """

    customer_id: RecordId | None = None
    invoice_number: Annotated[str, Length(100)] = ""
    type: Literal["", "invoice", "debit_note"] = ""
    reference_invoice_id: RecordId | None = None
    reference_invoice_type: Annotated[str, Length(50)] = ""
    invoiced_estimate_id: RecordId | None = None
    batch_payments: Annotated[list[BatchPaymentInput], Field(max_length=20)] = []
    send: Flag = False
    custom_subject: Annotated[str, Length(500)] = ""
    custom_body: Annotated[str, Length(10_000)] = ""
    due_date: Day | None = None
    payment_terms: WholeNumber | None = None
    payment_terms_label: Annotated[str, Length(100)] = ""
    salesperson_id: RecordId | None = None
    salesperson_name: Annotated[str, Length(100)] = ""
    shipping_address_id: RecordId | None = None
    shipping_address: AddressInput | None = None
    is_shipped: Flag | None = None
    line_items: Annotated[list[OrderedLineInput], Field(max_length=LINES)] = []


class CreditedLineInput(GoodsLineInput):
    """A line; with `invoice_item_id` it takes back a line of an invoice, with `salesreturn_item_id` one of a return.

    Goods not `is_returned_to_stock` stay away.
    """

    invoice_item_id: RecordId | None = None
    salesreturn_item_id: RecordId | None = None
    is_returned_to_stock: Flag | None = None


class CreditNoteInput(DocumentInput):
    """A credit note; on update only what is sent changes, and `line_items` replaces all lines."""

    customer_id: RecordId | None = None
    creditnote_number: Annotated[str, Length(100)] = ""
    is_draft: Flag | None = None
    salesperson_id: RecordId | None = None
    salesperson_name: Annotated[str, Length(100)] = ""
    shipping_address_id: RecordId | None = None
    shipping_address: AddressInput | None = None
    line_items: Annotated[list[CreditedLineInput], Field(max_length=LINES)] = []


class EstimateInput(DocumentInput):
    """An estimate; on update only what is sent changes, and `line_items` replaces all lines."""

    customer_id: RecordId | None = None
    estimate_number: Annotated[str, Length(100)] = ""
    custom_subject: Annotated[str, Length(500)] = ""
    custom_body: Annotated[str, Length(10_000)] = ""
    expiry_date: Day | None = None
    salesperson_id: RecordId | None = None
    salesperson_name: Annotated[str, Length(100)] = ""
    shipping_address_id: RecordId | None = None
    shipping_address: AddressInput | None = None
    line_items: Annotated[list[LineInput], Field(max_length=LINES)] = []


class RetainerLineInput(WireInput):
    """A line: words, and the `rate` that is asked for."""

    line_item_id: RecordId | None = None
    description: Annotated[str, Length(2000)] = ""
    item_order: WholeNumber | None = None
    rate: Amount | None = None


class RetainerInvoiceInput(DocumentInput):
    """A retainer invoice; on update only what is sent changes, and `line_items` replaces all lines."""

    customer_id: RecordId | None = None
    retainerinvoice_number: Annotated[str, Length(100)] = ""
    due_date: Day | None = None
    line_items: Annotated[list[RetainerLineInput], Field(max_length=LINES)] = []


class InvoiceIdsInput(WireInput):
    """Several invoices."""

    invoice_ids: RecordIds


class ReminderInput(WireInput):
    """A payment reminder; without `to_mail_ids` the proposed one is sent."""

    to_mail_ids: list[Annotated[str, Length(254)]] = []
    cc_mail_ids: list[Annotated[str, Length(254)]] = []
    subject: Annotated[str, Length(500)] = ""
    body: Annotated[str, Length(10_000)] = ""


class WriteOffInput(WireInput):
    """The day on which the rest of an invoice is lost, today unless it is given; it may stand in the query as well."""

    date: Day | None = None
