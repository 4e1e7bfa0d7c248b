"""A customer and a vendor with open documents, made through the API."""

from decimal import Decimal

from tests.build.wire import Api


class Shop:
    """A customer with two invoices and a vendor with a bill."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.customer, self.vendor = (self.contact(kind) for kind in ("customer", "vendor"))
        self.invoices = [self.invoice(1000), self.invoice(2000)]
        line = {"name": "Work", "rate": 1500, "quantity": 1}
        given = {"vendor_id": self.vendor, "bill_number": "B-1", "date": "2026-10-02", "line_items": [line]}
        bill = api.post("/bills", given)["bill"]["bill_id"]
        api.post(f"/bills/{bill}/status/open")
        self.bill = bill

    def contact(self, kind: str) -> str:
        given = {"contact_name": kind, "contact_type": kind}
        return str(self.api.post("/contacts", given)["contact"]["contact_id"])

    def invoice(self, price: int) -> str:
        line = {"name": "Work", "rate": price, "quantity": 1}
        given = {"customer_id": self.customer, "date": "2026-10-01", "line_items": [line]}
        invoice_id = self.api.post("/invoices", given)["invoice"]["invoice_id"]
        assert self.api.post(f"/invoices/{invoice_id}/status/sent").status == 200
        return str(invoice_id)

    def credit_note(self, price: int) -> str:
        line = {"name": "Work", "rate": price, "quantity": 1}
        given = {"customer_id": self.customer, "date": "2026-10-03", "line_items": [line]}
        note_id = self.api.post("/creditnotes", given)["creditnote"]["creditnote_id"]
        self.api.post(f"/creditnotes/{note_id}/status/open")
        return str(note_id)

    def balance(self, invoice_id: str) -> Decimal:
        return Decimal(self.api.get(f"/invoices/{invoice_id}")["invoice"]["balance"])
