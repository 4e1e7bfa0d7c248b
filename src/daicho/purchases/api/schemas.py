"""What clients send about purchase orders."""

from typing import Annotated

from pydantic import Field

from daicho.documents.api.schemas import LINES, AddressInput, DocumentInput, LineInput
from daicho.platform.wire.schema import Amount, Day, Length, RecordId


class PurchaseLineInput(LineInput):
    """A line of a purchase order. `purchase_rate` is the other name of `rate`."""

    purchase_rate: Amount | None = None
    salesorder_item_id: RecordId | None = None


class PurchaseOrderInput(DocumentInput):
    """A purchase order; on update only what is sent changes, and `line_items` replaces all lines.

    The goods go to the organisation, or to `delivery_customer_id`.
    """

    vendor_id: RecordId | None = None
    purchaseorder_number: Annotated[str, Length(100)] = ""
    delivery_date: Day | None = None
    ship_via: Annotated[str, Length(100)] = ""
    attention: Annotated[str, Length(200)] = ""
    delivery_customer_id: RecordId | None = None
    delivery_address: AddressInput | None = None
    salesorder_id: RecordId | None = None
    line_items: Annotated[list[PurchaseLineInput], Field(max_length=LINES)] = []
