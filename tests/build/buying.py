"""Orders, receives, bills, landed cost and vendor credits in the populated organisation of `world`."""

from typing import Any


def buy(world: Any, application: Any, custom_fields: list[dict[str, str]], file: bytes) -> None:
    """Receive and bill an order of its own, with freight that goes to the goods, and take a part back."""
    item = {"item_id": world.ids.get("item_id", ""), "quantity": 3, "rate": 700, "tax_id": world.ids.get("tax_id", "")}
    vendor = {"vendor_id": world.ids.get("vendor_id", ""), "date": "2026-11-24", "notes": f"{world.mark}備考"}
    line = _receive(world, application, custom_fields, vendor, item)
    freight = {"name": f"{world.mark}運賃", "quantity": 1, "rate": 500}
    ordered = {**item, "purchaseorder_item_id": line.get("line_item_id", "")}
    bill = {
        **vendor,
        "bill_number": f"V-{application}",
        "due_date": "2026-12-31",
        "custom_fields": custom_fields,
        "line_items": [ordered, freight],
    }
    made = world.write("POST", "/bills", bill, application=application).get("bill", {})
    world.keep("bill_id", made)
    world.write("PUT", "/bills/{bill_id}", {"notes": "備考 2"}, application=application)
    world.write("POST", "/bills/{bill_id}/comments", {"description": f"{world.mark}を確認"}, application=application)
    if "bill_id" in world.ids:
        world.api(application).upload(world.fill("/bills/{bill_id}/attachment"), "attachment", "bill.pdf", file)
    goods, carriage = (row.get("line_item_id", "") for row in made.get("line_items") or [{}, {}])
    _land(world, application, goods, carriage)
    credit = {
        **vendor,
        "vendor_credit_number": f"C-{application}",
        "custom_fields": custom_fields,
        "line_items": [{**item, "quantity": 1, "bill_item_id": goods}],
    }
    made = world.write("POST", "/vendorcredits", credit, application=application).get("vendor_credit", {})
    world.keep("vendor_credit_id", made)
    world.write("PUT", "/vendorcredits/{vendor_credit_id}", {"notes": "備考 2"}, application=application)
    back = {"date": "2026-11-24", "amount": 100, "refund_mode": "cash"}
    path = "/vendorcredits/{vendor_credit_id}/refunds"
    made = world.write("POST", path, back, application=application).get("vendor_credit_refund", {})
    world.keep("vendor_credit_refund_id", made)
    world.write("PUT", f"{path}/{{vendor_credit_refund_id}}", {"amount": 120}, application=application)
    comment = {"description": f"{world.mark}を確認"}
    world.write("POST", "/vendorcredits/{vendor_credit_id}/comments", comment, application=application)


def _receive(
    world: Any, application: Any, custom_fields: list[dict[str, str]], vendor: dict[str, str], item: dict[str, Any]
) -> dict[str, Any]:
    """Receive a part of an order; return the order's line."""
    order = world.write("POST", "/purchaseorders", {**vendor, "line_items": [item]}, application=application)
    order = order.get("purchaseorder", {})
    world.keep("received_order_id", order, "purchaseorder_id")
    world.write("POST", "/purchaseorders/{received_order_id}/status/issued", {}, application=application)
    (line,) = order.get("line_items") or [{}]
    other = world.write("POST", "/purchaseorders", {**vendor, "line_items": [item]}, application=application)
    world.keep("open_order_id", other.get("purchaseorder", {}), "purchaseorder_id")
    world.write("POST", "/purchaseorders/{open_order_id}/status/open", {}, application=application)
    received = {
        "receive_number": f"R-{application}",
        "date": "2026-11-24",
        "notes": f"{world.mark}受領",
        "custom_fields": custom_fields,
        "line_items": [{"line_item_id": line.get("line_item_id", ""), "quantity": 2}],
    }
    made = world.write(
        "POST", "/purchasereceives", received, application=application,
        purchaseorder_id=world.ids.get("received_order_id", ""),
    ).get("purchase_receive", {})  # fmt: skip
    world.keep("purchasereceive_id", made, "receive_id")
    world.write("PUT", "/purchasereceives/{purchasereceive_id}", {"notes": "備考 2"}, application=application)
    return line


def _land(world: Any, application: Any, goods: str, carriage: str) -> None:
    """Let the freight be part of what the goods cost."""
    landed = {
        "reference_item_id": carriage,
        "allocation_method": "quantity",
        "description": f"{world.mark}運賃",
        "cost_allocations": [{"bill_item_id": goods, "allocated_amount": 100}],
    }
    cost = world.write("POST", "/bills/{bill_id}/landedcosts", landed, application=application)
    world.keep("landed_cost_id", cost.get("landed_cost", {}))
    path = "/bills/{bill_id}/landedcosts/{landed_cost_id}"
    world.write("PUT", path, {"description": f"{world.mark}送料"}, application=application)
    bulk = {"reference_item_id": carriage, "bills": [{"bill_id": world.ids.get("bill_id", ""), **landed}]}
    world.write("POST", "/bills/bulklandedcosts", bulk, application=application)
