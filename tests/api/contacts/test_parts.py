"""Persons, addresses, mail and notes of contacts on the wire."""

from datetime import date
from io import BytesIO

import pytest
from django.core import mail as outbox
from pypdf import PdfReader

from daicho.config.wiring import JOBS
from daicho.contacts.queries.statement_file import statement_file
from daicho.platform.mail import mail_about
from daicho.platform.work import reading
from tests.build.context import context

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact(api):
    sent = {
        "contact_name": "みなと商店",
        "language_code": "ja",
        "contact_persons": [{"last_name": "佐藤", "email": "sato@example.jp"}],
    }
    return api.post("/contacts", sent)["contact"]


def test_persons(api, contact):
    sent = {
        "contact_id": contact["contact_id"],
        "first_name": "Ken",
        "email": "ken@example.jp",
        "communication_preference": {"is_sms_enabled": True},
    }
    reply = api.post("/contacts/contactpersons", sent)
    person = reply["contact_person"][0]
    assert (reply.status, person["first_name"], person["is_primary_contact"]) == (201, "Ken", False)
    assert person["communication_preference"] == {"is_sms_enabled": True, "is_whatsapp_enabled": False}
    path = f"/contacts/contactpersons/{person['contact_person_id']}"
    changed = api.put(path, {"contact_id": contact["contact_id"], "first_name": "Kenji"})["contact_person"][0]
    assert (changed["first_name"], changed["email"]) == ("Kenji", "ken@example.jp")
    assert api.post(f"{path}/primary")["code"] == 0
    own = f"/contacts/{contact['contact_id']}/contactpersons"
    assert api.get(f"{own}/{person['contact_person_id']}")["contact_person"]["is_primary_contact"] is True
    assert len(api.get(own)["contact_persons"]) == 2
    assert api.delete(path)["code"] == 0
    left = api.get(own)["contact_persons"]
    assert [(row["last_name"], row["is_primary_contact"]) for row in left] == [("佐藤", True)]
    assert api.get(f"{own}/{person['contact_person_id']}").status == 404
    assert api.post("/contacts/contactpersons", {"contact_id": contact["contact_id"]})["code"] == 4
    assert api.post("/contacts/contactpersons", {"contact_id": "1", "first_name": "x"})["code"] == 1002
    assert api.put(path.replace("contactpersons/", "contactpersons/1"), {"first_name": "x"}).status == 404


def test_addresses(api, contact):
    path = f"/contacts/{contact['contact_id']}/address"
    reply = api.post(
        path, {"address": "新港1-1", "city": "横浜市", "state": "神奈川県", "zip": "231-0001", "country": "Japan"}
    )
    made = reply["address_info"]
    assert (reply.status, made["country_code"]) == (201, "JP")
    changed = api.put(f"{path}/{made['address_id']}", {"city": "川崎市", "address_id": made["address_id"]})[
        "address_info"
    ]
    assert changed == made | {"city": "川崎市"}
    api.put(f"/contacts/{contact['contact_id']}", {"billing_address": {"city": "鎌倉市"}})
    assert [row["city"] for row in api.get(path)["addresses"]] == ["鎌倉市", "川崎市"]
    assert api.delete(f"{path}/{made['address_id']}")["code"] == 0
    assert api.delete(f"{path}/{made['address_id']}")["code"] == 1002
    assert api.post(path, {})["code"] == 4


def test_the_statement_is_prefilled_and_sent(api, contact):
    path = f"/contacts/{contact['contact_id']}/statements/email"
    content = api.get(path, start_date="2026-10-01", end_date="2026-10-31")["data"]
    assert content["subject"] == "株式会社みなと商店からの取引明細書"
    assert "みなと商店\n佐藤 様" in content["body"]
    assert "2026/10/01から2026/10/31まで" in content["body"]
    assert "繰越残高: ¥0" in content["body"]
    assert content["to_contacts"][0]["email"] == "sato@example.jp"
    assert content["file_name"] == "statement_2026-10-31.pdf"
    inventory = api.within(application="inventory")
    inventory.post(f"/organizations/{api.organization_id}/join")
    assert inventory.get(path)["subject"] == content["subject"]
    sent = {"to_mail_ids": ["sato@example.jp"], "subject": content["subject"], "body": content["body"]}
    assert api.post(path, sent)["code"] == 0
    assert api.get(path, start_date="2026-10-01", end_date="2026-09-30")["code"] == 2
    assert api.post(path, {"to_mail_ids": ["nobody"], "subject": "a", "body": "b"})["code"] == 2
    assert api.post(path, {"to_mail_ids": [], "subject": "a", "body": "b"})["code"] == 4
    assert api.post(path, {"subject": "a", "body": "b"})["code"] == 4
    with reading(context(api.organization_id)):
        (row,) = mail_about(context(api.organization_id), entity="contact", entity_id=int(contact["contact_id"]))
        assert (row.to, row.state) == ("sato@example.jp", "queued")


def test_the_statement_that_is_sent_is_a_paper(api, contact):
    invoice = {
        "customer_id": contact["contact_id"],
        "date": "2026-10-05",
        "line_items": [{"name": "煎茶", "rate": 500}],
    }
    made = api.post("/invoices", invoice)["invoice"]
    assert api.post(f"/invoices/{made['invoice_id']}/status/sent")["code"] == 0
    ctx = context(api.organization_id)
    with reading(ctx):
        days = {"start": date(2026, 10, 1), "end": date(2026, 10, 31)}
        name, content = statement_file(ctx, contact_id=int(contact["contact_id"]), **days)
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    assert name == "statement_2026-10-31.pdf"
    for wanted in ("取引明細書", "2026年10月1日", "御中", "繰越残高", made["invoice_number"], "500", "最終残高"):
        assert wanted in text, wanted


def test_mail_with_a_file(api, contact):
    path = f"/contacts/{contact['contact_id']}/email"
    assert api.get(path)["data"]["subject"] == "株式会社みなと商店より"
    body = {"to_mail_ids": ["sato@example.jp"], "subject": "ご案内", "body": "本文"}
    reply = api.upload(path, "attachments", "list.pdf", b"%PDF-1.7", body, send_customer_statement="true")
    assert reply["message"] == "The email has been sent."
    assert api.upload(path, "attachments", "list.exe", b"MZ", body)["code"] == 2
    assert api.post(path, body | {"subject": "a\nBcc: x"})["code"] == 2


def test_notes_and_deeds_stand_in_one_row(api, contact):
    path = f"/contacts/{contact['contact_id']}/comments"
    made = api.post(path, {"description": "Calls on Mondays"})
    assert (made.status, made["comment"]["description"]) == (201, "Calls on Mondays")
    api.put(f"/contacts/{contact['contact_id']}", {"notes": "x"})
    rows = api.get(path)["contact_comments"]
    assert {row["description"] for row in rows} == {"Calls on Mondays", "Contact updated", "Contact created"}
    assert {row["operation_type"] for row in rows} == {"Commented", "Updated", "Added"}
    reply = api.get(path, per_page=2, sort_order="A")
    assert (len(reply["contact_comments"]), reply["page_context"]["has_more_page"]) == (2, True)
    assert reply["contact_comments"][0]["description"] == "Contact created"


def test_nothing_is_refunded_or_unused_yet(api, contact):
    path = f"/contacts/{contact['contact_id']}"
    assert api.get(f"{path}/refunds")["creditnote_refunds"] == []
    assert api.get(f"{path}/receivables/unusedretainerpayments")["unused_credits_receivable"] == []
    assert api.get(f"{path}/receivables/unusedretainerpayments", currency_id="1")["code"] == 2
    assert JOBS["platform.mail"]
    assert outbox.outbox == []
