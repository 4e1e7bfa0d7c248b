"""What may be said about a document when it is made or changed. An absent key is unchanged, or its default."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict

from daicho.stock.core.batches import NamedBatch


class LineFields(TypedDict, total=False):
    """One line; with `line_id` an existing one.

    `discount` is "10%" or an amount; `location_id` differs from the header's where it is given;
    `source_line_id` names the line of another document that this one comes from, `return_line_id` that of the sales
    return that it credits; `is_credit_only`: its goods do not come back. `batches` are those that its goods are of, or
    their serial numbers.
    """

    line_id: int
    item_id: int | None
    account_id: int | None
    tax_id: int | None
    location_id: int | None
    name: str
    description: str
    unit: str
    quantity: Decimal
    rate: Decimal
    discount: str
    position: int
    source_line_id: int | None
    return_line_id: int | None
    is_credit_only: bool | None
    batches: Sequence[NamedBatch]
    custom_fields: Sequence[Mapping[str, object]]


class DocumentFields(TypedDict, total=False):
    """A document's header and lines. `lines` replaces all lines: those without `line_id` are new, those left out go.

    `due` is the day goods are expected to leave or arrive, `location_id` where they do. `is_default_notes`,
    `is_default_terms`: keep these notes and terms for later documents of the kind. Address ids name addresses
    of the contact; `shipping_address` is given itself where it is none of the contact's. `sourcing` says how a purchase
    order serves the sales order `source_id` (`core.sourcing`). `tax_differences`: tax → minor
    units by which it differs from what the lines come to (of a closing statement's difference only).
    """

    contact_id: int
    location_id: int | None
    number: str
    reference: str
    date: date
    due: date | None
    currency_code: str
    exchange_rate: Decimal
    is_inclusive_tax: bool
    discount: str
    discount_type: str
    is_discount_before_tax: bool
    shipping_charge: Decimal
    shipping_tax_id: int | None
    adjustment: Decimal
    adjustment_description: str
    withholding: str
    tax_differences: Mapping[int, int]
    notes: str
    terms: str
    is_default_notes: bool
    is_default_terms: bool
    payment_terms_code: str
    payment_terms_label: str
    salesperson_id: int | None
    salesperson_name: str
    delivery_method_id: int | None
    delivery_method: str
    template: str
    billing_address_id: int | None
    shipping_address_id: int | None
    billing_address: Mapping[str, object]
    shipping_address: Mapping[str, object]
    delivery_customer_id: int | None
    attention: str
    source_id: int | None
    sourcing: str
    estimate_id: int | None
    reference_invoice_id: int | None
    is_shipped: bool
    is_received: bool
    person_ids: Sequence[int]
    custom_fields: Sequence[Mapping[str, object]]
    lines: Sequence[LineFields]
