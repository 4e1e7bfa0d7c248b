"""What clients send about purchase orders, bills and vendor credits."""

from typing import Annotated

from pydantic import Field

from daicho.documents.api.schemas import LINES, AddressInput, DocumentInput, GoodsLineInput, LineInput
from daicho.platform.wire.schema import Amount, Day, Flag, Length, RecordId, RecordIds, WholeNumber


class PurchaseLineInput(LineInput):
    """A line of a purchase order. `purchase_rate` is the other name of `rate`."""

    purchase_rate: Amount | None = None
    salesorder_item_id: RecordId | None = None


class PurchaseOrderInput(DocumentInput):
    """A purchase order; on update only what is sent changes, and `line_items` replaces all lines.

    The goods go to the organisation (`delivery_org_address_id`, whose address is one), or to `delivery_customer_id`.
    `expected_delivery_date` is the other name of `delivery_date`. A new one with `is_backorder` or `is_drop_shipment`
    serves the confirmed sales order `salesorder_id`; its lines name those of that, or have their items.
    """

    vendor_id: RecordId | None = None
    purchaseorder_number: Annotated[str, Length(100)] = ""
    delivery_date: Day | None = None
    expected_delivery_date: Day | None = None
    delivery_org_address_id: RecordId | None = None
    ship_via: Annotated[str, Length(100)] = ""
    attention: Annotated[str, Length(200)] = ""
    delivery_customer_id: RecordId | None = None
    delivery_address: AddressInput | None = None
    salesorder_id: RecordId | None = None
    is_drop_shipment: Flag = False
    is_backorder: Flag = False
    line_items: Annotated[list[PurchaseLineInput], Field(max_length=LINES)] = []


class BillLineInput(GoodsLineInput):
    """A line; with `purchaseorder_item_id` it bills a line of a purchase order."""

    purchaseorder_item_id: RecordId | None = None


class BillInput(DocumentInput):
    """A bill; on update only what is sent changes, and `line_items` replaces all lines.

    A new one counts at once unless `is_draft`. `is_received`: the goods that no order names came with it. A new one
    without lines that names purchase orders has what is left of them.
    """

    vendor_id: RecordId | None = None
    purchaseorder_id: RecordId | None = None
    purchaseorder_ids: RecordIds | None = None
    bill_number: Annotated[str, Length(100)] = ""
    due_date: Day | None = None
    payment_terms: WholeNumber | None = None
    payment_terms_label: Annotated[str, Length(100)] = ""
    is_draft: Flag = False
    is_received: Flag = False
    line_items: Annotated[list[BillLineInput], Field(max_length=LINES)] = []


class VendorCreditLineInput(GoodsLineInput):
    """A line; with `bill_item_id` it takes back a line of a bill."""

    bill_item_id: RecordId | None = None


class VendorCreditInput(DocumentInput):
    """A vendor credit; on update only what is sent changes, and `line_items` replaces all lines.

    A new one counts at once unless `is_draft`. `is_sent_back`: its goods leave the physical stock with it.
    """

    vendor_id: RecordId | None = None
    vendor_credit_number: Annotated[str, Length(100)] = ""
    is_draft: Flag = False
    is_sent_back: Flag = False
    line_items: Annotated[list[VendorCreditLineInput], Field(max_length=LINES)] = []
