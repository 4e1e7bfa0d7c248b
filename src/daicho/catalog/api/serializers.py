"""Items and their transactions as the wire has them."""

from collections.abc import Mapping, Sequence

from daicho.catalog.core.uses import ItemTransaction, LocationStock, StockFigures
from daicho.catalog.queries._item_views import AccountOfItem, ItemView, OpeningStockRow, TaxOfItem
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.organizations.core.currencies import CURRENCIES
from daicho.platform.custom_fields import wire_custom_field_hash, wire_custom_fields
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import day_text, id_text, micro_number, moment_text, money_number

_SOLD = frozenset({"inventory", "sales", "sales_and_purchases"})
_BOUGHT = frozenset({"inventory", "purchases", "sales_and_purchases"})
_PLAIN = ("kana", "upc", "ean", "isbn", "part_number", "description", "purchase_description", "hsn_or_sac",
          "sat_item_key_code", "unitkey_code", "inventory_valuation_method")  # fmt: skip


def item_json(ctx: Ctx, item: ItemView) -> dict[str, Json]:
    """Return an item with all its fields, those of other countries and of units and groups included."""
    return {
        "item_id": id_text(item.item_id),
        "name": item.name,
        "sku": item.sku,
        "status": "active" if item.is_active else "inactive",
        "source": "user",
        "item_type": item.item_type,
        "product_type": item.product_type,
        "can_be_sold": item.item_type in _SOLD,
        "can_be_purchased": item.item_type in _BOUGHT,
        "track_inventory": item.is_tracked,
        "track_batch_number": item.texts["tracking"] == "batch",
        "track_serial_number": item.texts["tracking"] == "serial",
        "is_combo_product": bool(item.combo_type),
        "combo_type": item.combo_type,
        "is_linked_with_zohocrm": False,
        **{name: item.texts[name] for name in _PLAIN},
        **_unit(item),
        **_labels(item),
        **_prices(item),
        **_taxes(item),
        **_accounts(item),
        **_group(item),
        **_images(item),
        **stock_json(item.stock.figures),
        "locations": [_location(place) for place in item.stock.locations],
        "warehouses": [_warehouse(place) for place in item.stock.locations],
        **_opening(item.opening_stock),
        "negative_stock": item.texts["negative_stock"] or None,
        "reorder_level": micro_number(item.reorder_level_micro) if item.reorder_level_micro is not None else "",
        "vendor_id": id_text(item.vendor_id),
        "vendor_name": item.vendor_name,
        "package_details": _package(item),
        "custom_fields": wire_custom_fields(item.custom),
        "custom_field_hash": wire_custom_field_hash(item.custom),
        "created_time": moment_text(item.created_at, ctx.time_zone),
        "last_modified_time": moment_text(item.modified_at, ctx.time_zone),
    }


def item_row_json(ctx: Ctx, item: ItemView) -> dict[str, Json]:
    """Return an item as lists have it: the same, custom fields flattened."""
    row = item_json(ctx, item)
    return {**row, **wire_custom_field_hash(item.custom)}


def stock_json(figures: StockFigures) -> dict[str, Json]:
    """Return the stock fields: plain ones count by bills and invoices, `actual_` ones physically.

    `available_stock` is the physical stock on hand, `actual_available_stock` that less what is committed
    (zoho-surface 2.10).
    """
    return {
        "stock_on_hand": micro_number(figures.on_hand),
        "available_stock": micro_number(figures.physical_on_hand),
        "actual_available_stock": micro_number(figures.physical_available_for_sale),
        "committed_stock": micro_number(figures.committed),
        "actual_committed_stock": micro_number(figures.physical_committed),
        "available_for_sale_stock": micro_number(figures.available_for_sale),
        "actual_available_for_sale_stock": micro_number(figures.physical_available_for_sale),
        "quantity_in_transit": 0,
        "to_be_packed": micro_number(figures.to_be_packed),
        "to_be_shipped": micro_number(figures.to_be_shipped),
        "to_be_invoiced": micro_number(figures.to_be_invoiced),
        "to_be_received": micro_number(figures.to_be_received),
        "to_be_billed": micro_number(figures.to_be_billed),
        "quantity_ordered": micro_number(figures.ordered),
    }


def opening_stock_json(rows: Sequence[OpeningStockRow]) -> dict[str, Json]:
    """Return an item's opening stock as a whole and by location."""
    return {
        **_opening(rows),
        "serial_numbers": [],
        "batches": [],
        "locations": [
            {
                "location_id": id_text(row.location_id),
                "initial_stock": micro_number(row.quantity_micro),
                "initial_stock_rate": micro_number(row.rate_micro),
            }
            for row in rows
            if row.location_id is not None
        ],
    }


def transaction_json(kind: str, row: ItemTransaction, currency_ids: Mapping[str, int]) -> dict[str, Json]:
    """Return a line of a document that names an item, under the names of its kind."""
    singular = {"salesreceipts": "receipt"}.get(kind, kind.removesuffix("s"))
    party = "vendor" if kind in {"purchaseorders", "bills"} else "customer"
    record: dict[str, Json] = {
        f"{singular}_id": id_text(row.record_id),
        f"{singular}_number": row.number,
        "date": day_text(row.day),
        "item_quantity": micro_number(row.quantity),
    }
    if kind in {"moveorders", "putaways"}:
        place = {"id": id_text(row.location_id), "name": row.location_name}
        return record | {f"{name}_{part}": text for name in ("location", "warehouse") for part, text in place.items()}
    record |= {
        f"{party}_id": id_text(row.contact_id),
        f"{party}_name": row.contact_name,
        "status": row.status,
        "unit": row.unit,
        "currency_id": id_text(currency_ids.get(row.currency_code)),
        "currency_code": row.currency_code,
        "currency_symbol": CURRENCIES[row.currency_code].symbol,
        "item_price": micro_number(row.price),
        "item_total_price": money_number(Money(row.total, row.currency_code)),
    }
    return (
        record | {"order_status": row.status, "sales_channel": row.sales_channel} if kind == "salesorders" else record
    )


def _unit(item: ItemView) -> dict[str, Json]:
    return {
        "unit": item.unit,
        "unit_id": "",
        "unit_group_id": "",
        "unit_group_name": "",
        "default_sales_unit_conversion_id": "",
        "default_purchase_unit_conversion_id": "",
    }


def _labels(item: ItemView) -> dict[str, Json]:
    return {
        "category_id": id_text(item.label_ids["category"] or None),
        "category_name": item.texts["category"],
        "brand_id": id_text(item.label_ids["brand"] or None),
        "brand": item.texts["brand"],
        "manufacturer_id": id_text(item.label_ids["manufacturer"] or None),
        "manufacturer": item.texts["manufacturer"],
    }


def _prices(item: ItemView) -> dict[str, Json]:
    return {
        "rate": micro_number(item.rate_micro),
        "pricebook_rate": micro_number(item.rate_micro),
        "purchase_rate": micro_number(item.purchase_rate_micro),
    }


def _taxes(item: ItemView) -> dict[str, Json]:
    return {
        "is_taxable": item.is_taxable,
        **_tax("", item.tax),
        **_tax("purchase_", item.purchase_tax),
        "tax_exemption_id": id_text(item.tax_exemption_id),
        "tax_exemption_code": item.tax_exemption_code,
        "purchase_tax_exemption_id": id_text(item.purchase_tax_exemption_id),
        "purchase_tax_exemption_code": item.purchase_tax_exemption_code,
        "purchase_tax_rule_id": "",
        "sales_tax_rule_id": "",
        "item_tax_preferences": [],
        "avatax_tax_code": "",
        "avatax_use_code": "",
    }


def _tax(prefix: str, tax: TaxOfItem | None) -> dict[str, Json]:
    return {
        f"{prefix}tax_id": id_text(tax.tax_id if tax else None),
        f"{prefix}tax_name": tax.name if tax else "",
        f"{prefix}tax_percentage": micro_number(tax.percentage_micro if tax else None),
        f"{prefix}tax_type": tax.tax_type if tax else "",
    }


def _accounts(item: ItemView) -> dict[str, Json]:
    return {
        **_account("", item.account),
        **_account("purchase_", item.purchase_account),
        **_account("inventory_", item.inventory_account),
    }


def _account(prefix: str, account: AccountOfItem | None) -> dict[str, Json]:
    return {
        f"{prefix}account_id": id_text(account.account_id if account else None),
        f"{prefix}account_name": account.name if account else "",
    }


def _group(item: ItemView) -> dict[str, Json]:
    group = item.group
    fields: dict[str, Json] = {
        "group_id": id_text(group.group_id if group else None),
        "group_name": group.name if group else "",
    }
    for number in (1, 2, 3):
        fields |= {
            f"attribute_id{number}": "",
            f"attribute_name{number}": group.attributes[number - 1] if group else "",
            f"attribute_option_id{number}": "",
            f"attribute_option_name{number}": item.texts[f"attribute_option_name{number}"],
        }
    return fields


def _images(item: ItemView) -> dict[str, Json]:
    first = next((image for image in item.images if not image.is_back), None)
    return {
        "image_id": id_text(first.image_id if first else None),
        "image_name": first.name if first else "",
        "image_type": first.content_type.removeprefix("image/") if first else "",
        "image_document_id": id_text(first.image_id if first else None),
        "documents": [
            {
                "document_id": id_text(image.image_id),
                "file_name": image.name,
                "file_type": image.content_type.removeprefix("image/"),
                "attachment_order": place,
                "is_back_image": image.is_back,
            }
            for place, image in enumerate(item.images, start=1)
        ],
    }


def _location(place: LocationStock) -> dict[str, Json]:
    return {
        "location_id": id_text(place.location_id),
        "location_name": place.location_name,
        "status": "active" if place.is_active else "inactive",
        "is_primary": place.is_primary,
        **{f"location_{name}": value for name, value in stock_json(place.figures).items()},
    }


def _warehouse(place: LocationStock) -> dict[str, Json]:
    return {
        "warehouse_id": id_text(place.location_id),
        "warehouse_name": place.location_name,
        "status": "active" if place.is_active else "inactive",
        "is_primary": place.is_primary,
        **{f"warehouse_{name}": value for name, value in stock_json(place.figures).items()},
    }


def _opening(rows: Sequence[OpeningStockRow]) -> dict[str, Json]:
    """Return the whole opening stock; its cost per unit is the last one given (each location has its own)."""
    return {
        "initial_stock": micro_number(sum(row.quantity_micro for row in rows)),
        "initial_stock_rate": micro_number(rows[-1].rate_micro if rows else None),
    }


def _package(item: ItemView) -> dict[str, Json]:
    measures = {
        name.removesuffix("_micro"): "" if value is None else micro_number(value)
        for name, value in item.measures.items()
    }
    return {**measures, "dimension_unit": item.texts["dimension_unit"], "weight_unit": item.texts["weight_unit"]}
