"""Payments in the populated organisation of `world`."""

from typing import Any


def pay(world: Any, custom_fields: list[dict[str, str]]) -> None:
    """Pay an invoice and a bill, more than is open of them, and give the rest back."""
    line, day = {"name": f"{world.mark}作業", "quantity": 1, "rate": 1000}, {"date": "2026-11-24"}
    customer, vendor = (world.ids.get(name, "") for name in ("contact_id", "vendor_id"))
    made = world.write("POST", "/invoices", {"customer_id": customer, **day, "line_items": [line]}).get("invoice", {})
    world.keep("paid_invoice_id", made, "invoice_id")
    world.write("POST", "/invoices/{paid_invoice_id}/status/sent", None)
    paid = {"custom_fields": custom_fields, "amount": 1500, "payment_mode": "cash", **day}
    used = [{"invoice_id": world.ids.get("paid_invoice_id", ""), "amount_applied": 900}]
    received = {**paid, "customer_id": customer, "description": f"{world.mark}入金", "invoices": used}
    made = world.write("POST", "/customerpayments", received).get("payment", {})
    world.keep("payment_id", made)
    world.keep("customer_payment_id", made, "payment_id")
    world.write("PUT", "/customerpayments/{payment_id}", {"description": f"{world.mark}入金 2"})
    back = {**day, "amount": 100, "refund_mode": "cash"}
    made = world.write("POST", "/customerpayments/{customer_payment_id}/refunds", back).get("payment_refunds", {})
    world.keep("refund_id", made, "payment_refund_id")
    world.write("PUT", "/customerpayments/{customer_payment_id}/refunds/{refund_id}", {"amount": 120})
    retainer = {**paid, "customer_id": customer, "retainerinvoice_id": world.ids.get("retainerinvoice_id", "")}
    world.write("POST", "/customerpayments", {**retainer, "amount": 2000})
    bill = {"vendor_id": vendor, "bill_number": "V-paid", **day, "line_items": [line]}
    world.keep("paid_bill_id", world.write("POST", "/bills", bill).get("bill", {}), "bill_id")
    world.write("POST", "/bills/{paid_bill_id}/status/open", None)
    used = [{"bill_id": world.ids.get("paid_bill_id", ""), "amount_applied": 900}]
    made = world.write("POST", "/vendorpayments", {**paid, "vendor_id": vendor, "bills": used})
    world.keep("vendorpayment_id", made.get("vendorpayment", {}), "payment_id")
    world.write("PUT", "/vendorpayments/{payment_id}", {"description": f"{world.mark}支払"})
    made = world.write("POST", "/vendorpayments/{payment_id}/refunds", back).get("vendorpayment_refund", {})
    world.keep("vendorpayment_refund_id", made)
    world.write("PUT", "/vendorpayments/{payment_id}/refunds/{vendorpayment_refund_id}", {"amount": 120})
