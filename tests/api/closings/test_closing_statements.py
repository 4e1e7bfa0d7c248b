"""Closing statements by the API: seen, closed, listed, printed, mailed, cancelled."""

from io import BytesIO

import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.django_db
OCTOBER = "2026-10-31"


@pytest.fixture
def customer(api):
    """A customer of month-end terms who bought something without tax for 1,000 in October."""
    given = {"contact_name": "東洋商会", "payment_terms_code": "closing:99:1:99:none", "tax_unit": "statement"}
    made = api.post("/contacts", given)["contact"]
    assert made["tax_unit"] == "statement"
    line = {"name": "Work", "rate": 1000, "quantity": 1}
    invoice = {"customer_id": made["contact_id"], "date": "2026-10-05", "line_items": [line]}
    made_invoice = api.post("/invoices", invoice)["invoice"]
    api.post(f"/invoices/{made_invoice['invoice_id']}/status/sent")
    return made["contact_id"]


@pytest.mark.parametrize("application", ["books", "inventory"])
def test_the_life_of_a_statement(api, customer, application):
    if application == "inventory":
        api = api.within(application="inventory")
        api.post(f"/organizations/{api.organization_id}/join", None)
    (draft,) = api.get("/closingstatements/preview", closing_date=OCTOBER)["closings"]
    assert (draft["customer_id"], draft["amount_due"], draft["is_closed"]) == (customer, 1000, False)
    body = {"customer_id": customer, "closing_date": OCTOBER}
    made = api.post("/closingstatements", body)["closingstatement"]
    assert {name: made[name] for name in ("previous_balance", "purchases", "amount_due", "due_date", "status")} == {
        "previous_balance": 0, "purchases": 1000, "amount_due": 1000, "due_date": "2026-11-30", "status": "closed",
    }  # fmt: skip
    assert [(row["entity_type"], row["amount"], row["note"]) for row in made["documents"]] == [("invoice", 1000, "")]
    path = f"/closingstatements/{made['statement_id']}"
    (row,) = api.get("/closingstatements", customer_id=customer, filter_by="Status.Closed")["closingstatements"]
    assert row["statement_number"] == made["statement_number"] == "CS-00001"
    for reply in (api.get(path, accept="pdf"), api.get("/closingstatements/pdf", statement_ids=made["statement_id"])):
        assert "東洋商会" in PdfReader(BytesIO(reply.content)).pages[0].extract_text()
    letter = api.get(f"{path}/email")["data"]
    assert made["statement_number"] in letter["subject"]
    api.post(f"{path}/email", {"to_mail_ids": ["a@example.jp"], "subject": "x", "body": "x"})
    assert api.get(path)["closingstatement"]["is_emailed"] is True
    assert api.call("POST", "/closingstatements", body).body["code"] == 4690
    api.post(f"{path}/cancel")
    found = api.post("/closingstatements/bulk", {"closing_date": OCTOBER})["closings"]
    assert [(each["customer_id"], each["code"]) for each in found] == [(customer, 0)]
    assert api.post("/closingstatements/bulk", {"closing_date": OCTOBER})["closings"] == []


def test_bad_input_is_answered_by_a_sentence(api, customer):
    vendor = api.post("/contacts", {"contact_name": "仕入", "contact_type": "vendor"})["contact"]["contact_id"]
    cases = (
        ({"customer_id": customer}, 400, 4),
        ({"customer_id": customer, "closing_date": "2026-02-30"}, 400, 2),
        ({"customer_id": customer, "closing_date": "2027-10-31"}, 400, 4693),
        ({"customer_id": vendor, "closing_date": OCTOBER}, 400, 4695),
        ({"customer_id": "999", "closing_date": OCTOBER}, 404, 1002),
    )
    for body, status, code in cases:
        reply = api.call("POST", "/closingstatements", body)
        assert (reply.status, reply.body["code"]) == (status, code), (body, reply.body)
    for path in ("/closingstatements/999", "/closingstatements/999/email", "/closingstatements/abc"):
        assert api.call("GET", path).status == 404
    assert api.call("GET", "/closingstatements/preview").status == 400
    assert api.call("GET", "/closingstatements/pdf", query={"statement_ids": "999"}).status == 404
    assert api.call("POST", "/closingstatements/999/cancel").status == 404
