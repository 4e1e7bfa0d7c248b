"""Composite items as the wire has them: items under another name, with their recipe."""

from collections.abc import Mapping

from daicho.catalog.api.serializers import item_json, stock_json
from daicho.catalog.queries._item_views import ItemView
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import wire_custom_field_hash
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import id_text, micro_number, money_number

_EMPTY: Mapping[str, Json] = {
    "alias_name": "",
    "label_rate": "",
    "is_returnable": True,
    "minimum_order_quantity": "",
    "maximum_order_quantity": "",
    "tags": [],
}
"""What is documented of composite items and what no item has here."""


def composite_json(ctx: Ctx, item: ItemView, components: Mapping[int, ItemView]) -> dict[str, Json]:
    """Return a composite item with its recipe; `components` are the items it names."""
    record = item_json(ctx, item)
    return {
        "composite_item_id": record.pop("item_id"),
        **record,
        **_EMPTY,
        "sales_rate": record["rate"],
        "assembly_type": item.combo_type,
        "asset_value": money_number(Money(item.stock.value, organization_profile(ctx).base_currency)),
        "mapped_items": [
            _mapped(place, part.line_id, part.quantity_micro, components[part.card.item_id])
            for place, part in enumerate(item.recipe, start=1)
        ],
    }


def composite_row_json(ctx: Ctx, item: ItemView) -> dict[str, Json]:
    """Return a composite item as lists have it: without its recipe, custom fields flattened."""
    row = composite_json(ctx, item, {})
    del row["mapped_items"]  # lists are read without recipes
    return {**row, **wire_custom_field_hash(item.custom)}


def _mapped(place: int, line_id: int, quantity: int, item: ItemView) -> dict[str, Json]:
    first = next((image for image in item.images if not image.is_back), None)
    return {
        "line_item_id": id_text(line_id),
        "item_id": id_text(item.item_id),
        "item_order": place,
        "name": item.name,
        "sku": item.sku,
        "unit": item.unit,
        "quantity": micro_number(quantity),
        "rate": micro_number(item.rate_micro),
        "purchase_rate": micro_number(item.purchase_rate_micro),
        "description": item.texts["description"],
        "purchase_description": item.texts["purchase_description"],
        "item_type": item.item_type,
        "product_type": item.product_type,
        "is_combo_product": bool(item.combo_type),
        "status": "active" if item.is_active else "inactive",
        "image_id": id_text(first.image_id if first else None),
        "image_name": first.name if first else "",
        "image_type": first.content_type.removeprefix("image/") if first else "",
        "inventory_account_id": id_text(item.inventory_account.account_id if item.inventory_account else None),
        "purchase_account_id": id_text(item.purchase_account.account_id if item.purchase_account else None),
        **stock_json(item.stock.figures),
    }
