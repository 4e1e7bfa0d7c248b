"""The part of the populated organisation that is put together: a composite item and an assembly of it."""

from typing import Any


def assemble(world: Any, custom: Any) -> None:
    """Make a tin and a service, a composite item of both, and an assembly that is confirmed and carried out."""
    work = {
        "name": f"{world.mark}包装作業",
        "item_type": "purchases",
        "product_type": "service",
        "purchase_rate": 80,
    }
    tin = {
        "name": f"{world.mark}缶",
        "unit": "個",
        "item_type": "inventory",
        "product_type": "goods",
        "purchase_rate": 60,
        "initial_stock": 20,
        "initial_stock_rate": 55,
    }
    tin_id = world.write("POST", "/items", tin, application="inventory").get("item", {}).get("item_id", "")
    service = world.write("POST", "/items", work, application="inventory").get("item", {})
    tax = world.ids.get("tax_id", "")
    composite = {
        "name": f"{world.mark}詰め合わせ",
        "sku": "BOX-1",
        "unit": "箱",
        "item_type": "inventory",
        "product_type": "goods",
        "combo_type": "assembly",
        "rate": 3000,
        "purchase_rate": 1500,
        "tax_id": tax,
        "mapped_items": [
            {"item_id": tin_id, "quantity": 1},
            {"item_id": service.get("item_id", ""), "quantity": 0.5},
        ],
        "custom_fields": custom,
    }
    made = world.write("POST", "/compositeitems", composite, application="inventory").get("composite_item")
    world.keep("composite_item_id", made)
    path = "/compositeitems/{composite_item_id}"
    world.write("PUT", path, {**composite, "rate": 3100}, application="inventory")
    bundle = {
        "reference_number": "REF-B",
        "date": "2026-11-24",
        "composite_item_id": world.ids.get("composite_item_id", ""),
        "composite_item_name": composite["name"],
        "quantity_to_bundle": 1,
        "is_completed": False,
        "description": f"{world.mark}の組み立て",
        "line_items": [{"item_id": tin_id, "name": "缶", "quantity_consumed": 1}],
        "custom_fields": custom,
    }
    made = world.write("POST", "/bundles", bundle, application="inventory").get("bundle")
    world.keep("bundle_id", made)
    world.keep("assembly_id", made, "bundle_id")
    world.write("PUT", "/bundles/{bundle_id}", bundle, application="inventory")
    for state in ("confirmed", "bundled"):
        world.write("POST", f"/bundles/{{bundle_id}}/{state}", None, application="inventory")
