"""What clients send about adjustments and transfer orders."""

from typing import Annotated, Any

from pydantic import Field

from daicho.platform.wire.schema import (
    Amount,
    CustomFieldValue,
    Day,
    Flag,
    Length,
    QuantityValue,
    RecordId,
    WholeNumber,
    WireInput,
)
from daicho.stock.api.batches_schema import Batches, SerialNumbers

_LINES = 1000
Storages = Annotated[list[Any], Field(max_length=1000)]
"""Bins: refused, no organisation has them enabled."""


class AdjustmentLineInput(WireInput):
    """A line: a signed quantity, with the cost of an increase, or a signed change of value."""

    line_item_id: RecordId | None = None
    item_id: RecordId | None = None
    name: Annotated[str, Length(255)] = ""
    description: Annotated[str, Length(2000)] = ""
    unit: Annotated[str, Length(50)] = ""
    quantity_adjusted: QuantityValue | None = None
    value_adjusted: Amount | None = None
    rate: QuantityValue | None = None
    item_total: Amount | None = None
    is_combo_product: Flag = False
    adjustment_account_id: RecordId | None = None
    adjustment_account_name: Annotated[str, Length(200)] = ""
    location_id: RecordId | None = None
    warehouse_id: RecordId | None = None
    serial_numbers: SerialNumbers | None = None
    batches: Batches | None = None
    storages: Storages = []


class AdjustmentInput(WireInput):
    """A new inventory adjustment, or changes to one. `adjustment_account_id` and the number are Daicho's own."""

    inventory_adjustment_number: Annotated[str, Length(100)] = ""
    date: Day | None = None
    reason: Annotated[str, Length(100)] = ""
    description: Annotated[str, Length(2000)] = ""
    reference_number: Annotated[str, Length(100)] = ""
    adjustment_type: Annotated[str, Length(10)] = ""
    status: Annotated[str, Length(20)] = ""
    location_id: RecordId | None = None
    warehouse_id: RecordId | None = None
    account_id: RecordId | None = None
    adjustment_account_id: RecordId | None = None
    line_items: Annotated[list[AdjustmentLineInput], Field(max_length=_LINES)] | None = None
    custom_fields: list[CustomFieldValue] | None = None


class TransferLineInput(WireInput):
    """A line."""

    line_item_id: RecordId | None = None
    item_id: RecordId | None = None
    name: Annotated[str, Length(255)] = ""
    description: Annotated[str, Length(2000)] = ""
    unit: Annotated[str, Length(50)] = ""
    quantity_transfer: QuantityValue | None = None
    serial_numbers: SerialNumbers | None = None
    batches: Batches | None = None
    from_storages: Storages = []
    to_storages: Storages = []


class TransferInput(WireInput):
    """A new transfer order, or changes to one."""

    transfer_order_number: Annotated[str, Length(100)] = ""
    date: Day | None = None
    description: Annotated[str, Length(2000)] = ""
    from_location_id: RecordId | None = None
    to_location_id: RecordId | None = None
    from_warehouse_id: RecordId | None = None
    to_warehouse_id: RecordId | None = None
    is_intransit_order: Flag | None = None
    line_items: Annotated[list[TransferLineInput], Field(max_length=_LINES)] | None = None
    custom_fields: list[CustomFieldValue] | None = None


class BundleLineInput(WireInput):
    """A component: what one composite item takes, or what all of them take together; what one of a service costs."""

    line_item_id: RecordId | None = None
    item_id: RecordId | None = None
    name: Annotated[str, Length(255)] = ""
    sku: Annotated[str, Length(100)] = ""
    description: Annotated[str, Length(2000)] = ""
    unit: Annotated[str, Length(50)] = ""
    quantity_consumed: QuantityValue | None = None
    total_quantity_consumed: QuantityValue | None = None
    rate: QuantityValue | None = None
    account_id: RecordId | None = None
    account_name: Annotated[str, Length(200)] = ""
    location_id: RecordId | None = None
    location_name: Annotated[str, Length(200)] = ""
    warehouse_id: RecordId | None = None
    item_order: WholeNumber = 0
    serial_numbers: SerialNumbers | None = None
    batches: Batches | None = None
    storages: Storages = []


class BundleInput(WireInput):
    """A new assembly, or changes to one. `bundle_type` (bundle, unbundle) and `transaction_number` are Daicho's own."""

    transaction_number: Annotated[str, Length(100)] = ""
    reference_number: Annotated[str, Length(100)] = ""
    date: Day | None = None
    description: Annotated[str, Length(2000)] = ""
    composite_item_id: RecordId | None = None
    composite_item_name: Annotated[str, Length(255)] = ""
    composite_item_sku: Annotated[str, Length(100)] = ""
    quantity_to_bundle: QuantityValue | None = None
    bundle_type: Annotated[str, Length(10)] = ""
    status: Annotated[str, Length(20)] = ""
    is_completed: Flag = False
    location_id: RecordId | None = None
    warehouse_id: RecordId | None = None
    line_items: Annotated[list[BundleLineInput], Field(max_length=_LINES)] | None = None
    finished_product_serial_numbers: SerialNumbers | None = None
    finished_product_batches: Batches | None = None
    finished_product_storages: Storages = []
    custom_fields: list[CustomFieldValue] | None = None


class ReasonInput(WireInput):
    """Why something is refused."""

    reason: Annotated[str, Length(500)] = ""
