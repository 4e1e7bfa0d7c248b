"""A packed and shipped order, and one that is only packed, in the populated organisation of `world`."""

from typing import Any


def ship(world: Any, application: Any, custom_fields: list[dict[str, str]]) -> None:
    """Pack an order in two parts and ship them, the second one delivered; leave a third package here."""
    item = {"item_id": world.ids.get("item_id", ""), "quantity": 6, "rate": 1200, "tax_id": world.ids.get("tax_id", "")}
    order = {
        "customer_id": world.ids.get("contact_id", ""),
        "contact_persons": [world.ids.get("contact_person_id", "")],
        "date": "2026-11-24",
        "notes": f"{world.mark}備考",
        "line_items": [item],
    }
    made = world.write("POST", "/salesorders", order, application=application).get("salesorder", {})
    world.keep("shipped_order_id", made, "salesorder_id")
    world.write("POST", "/salesorders/{shipped_order_id}/status/confirmed", {}, application=application)
    (line,) = made.get("line_items") or [{}]
    for number in (1, 2, 3):
        package = {
            "package_number": f"P-{application}-{number}",
            "date": "2026-11-24",
            "notes": f"{world.mark}箱",
            "custom_fields": custom_fields,
            "line_items": [{"so_line_item_id": line.get("line_item_id", ""), "quantity": 1}],
        }
        order_id = world.ids.get("shipped_order_id", "")
        reply = world.write("POST", "/packages", package, application=application, salesorder_id=order_id)
        world.keep("waiting_package_id" if number == 3 else "package_id", reply.get("package", {}), "package_id")
        name = "waiting_package_id" if number == 3 else "package_id"
        world.write("PUT", f"/packages/{{{name}}}", {"notes": f"{world.mark}箱 2"}, application=application)
        if number < 3:
            _ship(world, application, custom_fields, number)


def _ship(world: Any, application: Any, custom_fields: list[dict[str, str]], number: int) -> None:
    shipment = {
        "shipment_number": f"S-{application}-{number}",
        "date": "2026-11-24",
        "delivery_method": f"{world.mark}運輸",
        "tracking_number": "4321-0000",
        "reference_number": f"REF-{number}",
        "shipping_charge": 500,
        "contact_persons": [{"contact_person_id": world.ids.get("contact_person_id", "")}],
        "notes": f"{world.mark}取扱注意",
        "shipmentorder_custom_fields": custom_fields,
    }
    named = {"package_ids": world.ids.get("package_id", ""), "salesorder_id": world.ids.get("shipped_order_id", "")}
    made = world.write("POST", "/shipmentorders", shipment, application=application, **named).get("shipment_order", {})
    world.keep("shipment_id", made)
    world.keep("shipmentorder_id", made, "shipment_id")
    changed = {**shipment, "tracking_number": "4321-0001"}
    world.write("PUT", "/shipmentorders/{shipmentorder_id}", changed, application=application, **named)
    world.write("POST", "/shipmentorders/{shipmentorder_id}/status/delivered", {}, application=application)
