"""Closing statements in the populated organisation of `world`."""

from typing import Any

DAY = "2026-11-24"


def close(world: Any) -> None:
    """Close the customer's period, take it back, close it again with all others of the day, and mail the statement."""
    customer = world.ids.get("contact_id", "")
    made = world.write("POST", "/closingstatements", {"customer_id": customer, "closing_date": DAY})
    world.keep("statement_id", made.get("closingstatement", {}))
    world.write("POST", "/closingstatements/{statement_id}/cancel", None)
    made = world.write("POST", "/closingstatements/bulk", {"closing_date": DAY, "customer_ids": [customer]})
    world.keep("statement_id", made.get("closings", [{}])[0])
    letter = {"to_mail_ids": ["a@example.jp"], "subject": f"{world.mark}請求", "body": "x"}
    world.write("POST", "/closingstatements/{statement_id}/email", letter)
