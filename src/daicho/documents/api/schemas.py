"""What clients send about documents of any kind."""

from typing import Annotated, Any

from pydantic import Field

from daicho.platform.attachments import LIMIT as ATTACHMENT_LIMIT
from daicho.platform.wire.schema import (
    Amount,
    CustomFieldValue,
    Day,
    Flag,
    Length,
    QuantityValue,
    RecordId,
    RecordIds,
    WholeNumber,
    WireInput,
)
from daicho.stock.api.batches_schema import Batches, SerialNumbers

LINES = 1000


class LineInput(WireInput):
    """A line. `discount` is "10%" or an amount."""

    line_item_id: RecordId | None = None
    item_id: RecordId | None = None
    account_id: RecordId | None = None
    tax_id: RecordId | None = None
    location_id: RecordId | None = None
    name: Annotated[str, Length(255)] = ""
    description: Annotated[str, Length(2000)] = ""
    unit: Annotated[str, Length(50)] = ""
    quantity: QuantityValue | None = None
    rate: Amount | None = None
    discount: Annotated[str, Length(40)] = ""
    item_order: WholeNumber | None = None
    item_custom_fields: Annotated[list[CustomFieldValue], Field(max_length=100)] | None = None


class GoodsLineInput(LineInput):
    """A line whose goods may be of batches, or have serial numbers, where the item is kept so.

    Not sent, what the line names stays.
    """

    batches: Batches | None = None
    serial_numbers: SerialNumbers | None = None


class PersonInput(WireInput):
    """A contact person who is told about the document."""

    contact_person_id: RecordId


class FileInput(WireInput):
    """A file that a record of the same kind has already."""

    document_id: RecordId | None = None
    can_send_in_mail: Flag | None = None


class AddressInput(WireInput):
    """Parts of an address; those that are not sent stay."""

    attention: Annotated[str, Length(200)] = ""
    address: Annotated[str, Length(500)] = ""
    street2: Annotated[str, Length(500)] = ""
    city: Annotated[str, Length(100)] = ""
    state: Annotated[str, Length(100)] = ""
    zip: Annotated[str, Length(50)] = ""
    country: Annotated[str, Length(100)] = ""
    country_code: Annotated[str, Length(2)] = ""
    phone: Annotated[str, Length(50)] = ""
    fax: Annotated[str, Length(50)] = ""
    is_update_customer: Flag = False


class DocumentInput(WireInput):
    """The header that all kinds share. Kinds add their own names of number, contact and due day.

    With `is_update_customer` the addresses that are sent become those of the contact too.
    """

    reference_number: Annotated[str, Length(100)] = ""
    location_id: RecordId | None = None
    date: Day | None = None
    currency_id: RecordId | None = None
    currency_code: Annotated[str, Length(3)] = ""
    exchange_rate: QuantityValue | None = None
    is_inclusive_tax: Flag | None = None
    discount: Annotated[str, Length(40)] = ""
    discount_type: Annotated[str, Length(20)] = ""
    is_discount_before_tax: Flag | None = None
    shipping_charge: Amount | None = None
    shipping_charge_tax_id: RecordId | None = None
    adjustment: Amount | None = None
    adjustment_description: Annotated[str, Length(200)] = ""
    withholding: Annotated[str, Length(20)] = ""
    notes: Annotated[str, Length(10_000)] = ""
    terms: Annotated[str, Length(10_000)] = ""
    notes_default: Annotated[str, Length(10_000)] = ""
    terms_default: Annotated[str, Length(10_000)] = ""
    template_id: Annotated[str, Length(19)] = ""
    billing_address_id: RecordId | None = None
    billing_address: AddressInput | None = None
    documents: Annotated[list[FileInput], Field(max_length=ATTACHMENT_LIMIT)] | None = None
    contact_persons: RecordIds | None = None
    contact_persons_associated: list[PersonInput] | None = None
    custom_fields: list[CustomFieldValue] | None = None
    is_update_customer: Flag = False


LineInputs = Annotated[list[LineInput], Field(max_length=LINES)]


class MailInput(WireInput):
    """A letter."""

    to_mail_ids: list[Annotated[str, Length(254)]]
    cc_mail_ids: list[Annotated[str, Length(254)]] = []
    bcc_mail_ids: list[Annotated[str, Length(254)]] = []
    subject: Annotated[str, Length(500)]
    body: Annotated[str, Length(10_000)]


class CommentInput(WireInput):
    """A note; to an order also the day on which the goods are now expected, to an invoice that of the payment.

    `show_comment_to_clients` has no effect: notes are internal.
    """

    description: Annotated[str, Length(10_000)]
    expected_delivery_date: Day | None = None
    payment_expected_date: Day | None = None
    show_comment_to_clients: Flag = False


class ReasonInput(WireInput):
    """Why something is done."""

    reason: Annotated[str, Length(500)] = ""


Sent = dict[str, Any]
