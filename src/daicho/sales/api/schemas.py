"""What clients send about sales orders."""

from typing import Annotated

from pydantic import Field

from daicho.documents.api.schemas import LINES, AddressInput, DocumentInput, LineInput
from daicho.platform.wire.schema import Day, Length, RecordId


class SalesOrderInput(DocumentInput):
    """A sales order; on update only what is sent changes, and `line_items` replaces all lines."""

    customer_id: RecordId | None = None
    salesorder_number: Annotated[str, Length(100)] = ""
    shipment_date: Day | None = None
    salesperson_id: RecordId | None = None
    salesperson_name: Annotated[str, Length(100)] = ""
    delivery_method_id: RecordId | None = None
    delivery_method: Annotated[str, Length(100)] = ""
    shipping_address_id: RecordId | None = None
    shipping_address: AddressInput | None = None
    line_items: Annotated[list[LineInput], Field(max_length=LINES)] = []
