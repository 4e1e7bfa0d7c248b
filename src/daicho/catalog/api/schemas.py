"""Bodies of items."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from daicho.platform.wire.schema import (
    CustomFieldValue,
    Flag,
    Length,
    QuantityValue,
    RecordId,
    WholeNumber,
    WireInput,
)

Code = Annotated[str, Length(100)]


class ItemLocationInput(WireInput):
    """Opening stock of an item at a location."""

    location_id: RecordId | None = None
    initial_stock: QuantityValue = Decimal(0)
    initial_stock_rate: QuantityValue = Decimal(0)
    serial_numbers: list[Code] = []
    batches: list[Any] = []


class PackageInput(WireInput):
    """Measures and weight of an item."""

    length: QuantityValue | None = None
    width: QuantityValue | None = None
    height: QuantityValue | None = None
    dimension_unit: Annotated[str, Length(5)] = ""
    weight: QuantityValue | None = None
    weight_unit: Annotated[str, Length(5)] = ""


class ItemInput(WireInput):
    """A new item, or changes to one."""

    name: Annotated[str, Length(255)] = ""
    kana: Annotated[str, Length(255)] = ""
    sku: Code = ""
    item_type: Annotated[str, Length(30)] = ""
    product_type: Annotated[str, Length(30)] = ""
    can_be_sold: Flag | None = None
    can_be_purchased: Flag | None = None
    track_inventory: Flag | None = None
    track_batch_number: Flag | None = None
    track_serial_number: Flag | None = None
    unit: Annotated[str, Length(50)] = ""
    unit_id: RecordId | None = None
    unit_group_id: RecordId | None = None
    category_name: Code = ""
    brand: Code = ""
    manufacturer: Code = ""
    upc: Annotated[str, Length(20)] = ""
    ean: Annotated[str, Length(20)] = ""
    isbn: Annotated[str, Length(20)] = ""
    part_number: Code = ""
    description: Annotated[str, Length(2000)] = ""
    purchase_description: Annotated[str, Length(2000)] = ""
    rate: QuantityValue = Decimal(0)
    purchase_rate: QuantityValue = Decimal(0)
    is_taxable: Flag = True
    tax_id: RecordId | None = None
    purchase_tax_id: RecordId | None = None
    tax_exemption_id: RecordId | None = None
    purchase_tax_exemption_id: RecordId | None = None
    account_id: RecordId | None = None
    purchase_account_id: RecordId | None = None
    inventory_account_id: RecordId | None = None
    inventory_valuation_method: Annotated[str, Length(10)] = ""
    negative_stock: Annotated[str, Length(10)] = ""
    reorder_level: QuantityValue | None = None
    vendor_id: RecordId | None = None
    initial_stock: QuantityValue | None = None
    initial_stock_rate: QuantityValue | None = None
    locations: Annotated[list[ItemLocationInput], Field(max_length=200)] = []
    package_details: PackageInput | None = None
    group_id: RecordId | None = None
    group_name: Annotated[str, Length(255)] = ""
    attribute_name1: Code = ""
    attribute_name2: Code = ""
    attribute_name3: Code = ""
    attribute_option_name1: Code = ""
    attribute_option_name2: Code = ""
    attribute_option_name3: Code = ""
    hsn_or_sac: Annotated[str, Length(50)] = ""
    sat_item_key_code: Annotated[str, Length(50)] = ""
    unitkey_code: Annotated[str, Length(50)] = ""
    custom_fields: Annotated[list[CustomFieldValue], Field(max_length=100)] = []


class ComponentInput(WireInput):
    """What goes into one composite item."""

    item_id: RecordId | None = None
    quantity: QuantityValue = Decimal(1)
    line_item_id: RecordId | None = None
    item_order: WholeNumber = 0


class CompositeInput(ItemInput):
    """A new composite item, or changes to one. The components that are sent replace the recipe."""

    combo_type: Annotated[str, Length(20)] = ""
    mapped_items: Annotated[list[ComponentInput], Field(max_length=1000)] | None = None


class StorageMappingInput(WireInput):
    """A bin of a location."""

    location_id: RecordId | None = None
    storage_id: RecordId | None = None


class DefaultStorageInput(WireInput):
    """Default bins: refused, no organisation has them enabled."""

    default_storage_location_mapping: Annotated[list[StorageMappingInput], Field(max_length=200)] = []


class OpeningStockInput(WireInput):
    """Opening stock of an item, as a whole or by location."""

    initial_stock: QuantityValue | None = None
    initial_stock_rate: QuantityValue | None = None
    locations: Annotated[list[ItemLocationInput], Field(max_length=200)] = []
    serial_numbers: list[Code] = []
    batches: list[Any] = []


class ImagePlaceInput(WireInput):
    """The place of one picture."""

    document_id: RecordId
    order: WholeNumber


class ImageOrderInput(WireInput):
    """The order of an item's pictures."""

    documents: Annotated[list[ImagePlaceInput], Field(min_length=1, max_length=50)]


class MoveInput(WireInput):
    """The group an item is moved to, and its options there."""

    group_id: RecordId
    attribute_name1: Code = ""
    attribute_name2: Code = ""
    attribute_name3: Code = ""
    attribute_option_name1: Code = ""
    attribute_option_name2: Code = ""
    attribute_option_name3: Code = ""


class MemberInput(WireInput):
    """An item that becomes a member of a group."""

    item_id: RecordId
    name: Annotated[str, Length(255)] = ""
    sku: Code = ""
    attribute_option_name1: Code = ""
    attribute_option_name2: Code = ""
    attribute_option_name3: Code = ""


class GroupingInput(WireInput):
    """A group and its new members."""

    group_id: RecordId | None = None
    group_name: Annotated[str, Length(255)] = ""
    unit: Annotated[str, Length(50)] = ""
    attribute_name1: Code = ""
    attribute_name2: Code = ""
    attribute_name3: Code = ""
    items: Annotated[list[MemberInput], Field(max_length=200)] = []
