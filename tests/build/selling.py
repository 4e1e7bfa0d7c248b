"""Estimates, invoices and credit notes in the populated organisation of `world`."""

from typing import Any


def sell(world: Any, application: Any, custom_fields: list[dict[str, str]], file: bytes) -> None:
    """Estimate, invoice, credit a part and give a part of that back; every record has a note and a file."""
    line = {"item_id": world.ids.get("item_id", ""), "quantity": 3, "rate": 1200, "tax_id": world.ids.get("tax_id", "")}
    text = {
        "customer_id": world.ids.get("contact_id", ""),
        "contact_persons": [world.ids.get("contact_person_id", "")],
        "date": "2026-11-24",
        "reference_number": f"REF-S-{application}",
        "notes": f"{world.mark}備考",
        "custom_fields": custom_fields,
        "line_items": [line, {**line, "quantity": 1, "discount": "10%"}],
    }
    _make(world, application, "estimate", {**text, "expiry_date": "2026-12-24"}, file)
    made = _make(world, application, "invoice", {**text, "due_date": "2026-12-31"}, file)
    world.keep("document_id", (made.get("documents") or [{}])[0])
    world.write("POST", "/invoices/{invoice_id}/status/sent", None, application=application)
    _debit(world, application, text)
    asked = [{"description": f"{world.mark}前払金", "rate": 5000}]
    _make(world, application, "retainerinvoice", {**text, "line_items": asked}, file)
    world.write("POST", "/retainerinvoices/{retainerinvoice_id}/status/sent", None, application=application)
    _credit(world, application, {**text, "line_items": [line]}, file)


def _make(world: Any, application: Any, noun: str, body: dict[str, Any], file: bytes, **query: Any) -> dict[str, Any]:
    """Create a document, change it, write a note to it and keep a file with it; return it as it is then."""
    made = world.write("POST", f"/{noun}s", body, application=application, **query).get(noun, {})
    world.keep(f"{noun}_id", made)
    path = f"/{noun}s/{{{noun}_id}}"
    if f"{noun}_id" not in world.ids:
        return {}
    world.write("PUT", path, {"notes": "備考 2"}, application=application)
    world.write("POST", f"{path}/comments", {"description": f"{world.mark}を確認"}, application=application)
    api = world.api(application)
    api.upload(world.fill(f"{path}/attachment"), "attachment", f"{noun}.pdf", file)
    found: dict[str, Any] = api.get(world.fill(path)).body.get(noun, {})
    return found


def _debit(world: Any, application: Any, text: dict[str, Any]) -> None:
    """Ask for more of what was invoiced: a debit note, which is kept apart from the invoices of the story."""
    body = {**text, "type": "debit_note", "reference_invoice_id": world.ids.get("invoice_id", "")}
    made = world.write("POST", "/customerdebitnotes", body, application=application).get("invoice", {})
    world.keep("debit_note_id", made, "invoice_id")
    world.write("PUT", "/invoices/{debit_note_id}", {"notes": "備考 2"}, application=application)


def _credit(world: Any, application: Any, text: dict[str, Any], file: bytes) -> None:
    """Take goods back: some of the credit settles the invoice, some is given back as money, and it is mailed."""
    _make(world, application, "creditnote", text, file)
    used = {"invoices": [{"invoice_id": world.ids.get("invoice_id", ""), "amount_applied": 1000}]}
    world.write("POST", "/creditnotes/{creditnote_id}/invoices", used, application=application)
    back = {"date": "2026-11-24", "amount": 100, "refund_mode": "cash", "description": f"{world.mark}返金"}
    path = "/creditnotes/{creditnote_id}/refunds"
    made = world.write("POST", path, back, application=application).get("creditnote_refund", {})
    world.keep("creditnote_refund_id", made)
    world.write("PUT", f"{path}/{{creditnote_refund_id}}", {"amount": 120}, application=application)
    letter = {"to_mail_ids": ["jiro@example.jp"], "subject": f"{world.mark}", "body": "ご確認ください。"}
    world.write("POST", "/creditnotes/{creditnote_id}/email", letter, application=application)
