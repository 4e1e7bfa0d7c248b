"""Goods that come back, in the populated organisation of `world`."""

from typing import Any


def take_back(world: Any, application: Any, custom_fields: list[dict[str, str]]) -> None:
    """Take a part of the shipped order back, receive and credit some of it; another return is there to be deleted."""
    order_id = world.ids.get("shipped_order_id", "")
    invoice = world.write(
        "POST", "/invoices/fromsalesorder", {"date": "2026-11-24"}, application=application, salesorder_id=order_id
    ).get("invoice", {})
    world.keep("returned_invoice_id", invoice, "invoice_id")
    world.write("POST", "/invoices/{returned_invoice_id}/status/sent", None, application=application)
    order = world.api(application).get(world.fill("/salesorders/{shipped_order_id}")).body.get("salesorder", {})
    (line,) = order.get("line_items") or [{}]
    back = {
        "date": "2026-11-24",
        "reason": f"{world.mark}破損",
        "custom_fields": custom_fields,
        "line_items": [
            {
                "item_id": world.ids.get("item_id", ""),
                "salesorder_item_id": line.get("line_item_id", ""),
                "quantity": 1,
                "non_receive_quantity": 0.5,
            }
        ],
    }
    made = world.write("POST", "/salesreturns", back, application=application, salesorder_id=order_id)
    made = made.get("salesreturn", {})
    world.keep("salesreturn_id", made)
    (kept,) = made.get("line_items") or [{}]
    arrived = {
        "date": "2026-11-24",
        "notes": f"{world.mark}検品済み",
        "line_items": [{"line_item_id": kept.get("line_item_id", ""), "quantity": 0.5}],
    }
    receive = world.write(
        "POST", "/salesreturnreceives", arrived, application=application,
        salesreturn_id=world.ids.get("salesreturn_id", ""),
    )  # fmt: skip
    world.keep("salesreturnreceive_id", receive.get("salesreturnreceive", {}), "receive_id")
    world.write("POST", "/creditnotes", {}, application=application, salesreturn_id=world.ids.get("salesreturn_id", ""))
    changed = {"reason": f"{world.mark}破損 2", "line_items": [{**back["line_items"][0], "quantity": 1}]}
    world.write("PUT", "/salesreturns/{salesreturn_id}", changed, application=application)
