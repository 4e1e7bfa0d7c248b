"""Receipts and payment advices by mail, under both prefixes."""

import pytest

from daicho.platform.db.scope import organization_scope
from daicho.platform.models import MailMessage
from tests.build.wire import Api

pytestmark = pytest.mark.django_db
LETTER = {"to_mail_ids": ["hanako@example.jp"], "bcc_mail_ids": ["b@example.jp"], "subject": "領収書", "body": "本文"}


@pytest.fixture
def inventory(api: Api) -> Api:
    inventory = api.within(application="inventory")
    assert inventory.post(f"/organizations/{api.organization_id}/join").status == 200
    return inventory


def paid(api: Api, kind: str) -> str:
    """Return the path of a payment of a contact who has an address."""
    person = {"first_name": "花子", "last_name": "佐藤", "email": "hanako@example.jp", "is_primary_contact": True}
    contact = {"contact_name": f"港 {kind}", "contact_type": kind, "contact_persons": [person]}
    contact_id = api.post("/contacts", contact)["contact"]["contact_id"]
    body = {f"{kind}_id": contact_id, "amount": 1500, "date": "2026-10-25", "payment_mode": "cash"}
    made = api.post(f"/{kind}payments", body)
    assert made.status == 201, made.body
    return f"/{kind}payments/{(made.body.get('payment') or made.body['vendorpayment'])['payment_id']}"


@pytest.mark.parametrize(("kind", "title"), [("customer", "領収書"), ("vendor", "支払通知書")])
def test_a_payment_is_mailed_with_its_paper(api: Api, inventory: Api, kind: str, title: str):
    path = paid(inventory, kind)
    proposed = api.get(f"{path}/email")
    assert proposed["data"]["subject"] == proposed["subject"]
    assert proposed["subject"].startswith(title)
    assert "佐藤 花子 様" in proposed["body"]
    assert "1,500" in proposed["body"]
    assert [(row["email"], row["selected"]) for row in proposed["to_contacts"]] == [("hanako@example.jp", True)]
    assert inventory.post(f"{path}/email", LETTER).status == 200
    assert api.post(f"{path}/email", LETTER, send_attachment="false").status == 200
    with organization_scope(api.organization_id):
        sent = list(MailMessage.objects.order_by("id").values_list("to", "attachments"))
    assert [to for to, _files in sent] == ["hanako@example.jp", "b@example.jp"] * 2
    assert [len(files.strip("[]").split(",")) if files.strip("[]") else 0 for _to, files in sent] == [1, 1, 0, 0]


@pytest.mark.parametrize(
    ("body", "code"), [({}, 4), ({**LETTER, "to_mail_ids": ["nobody"]}, 2), ({**LETTER, "subject": ""}, 4)]
)
def test_a_letter_that_cannot_go_out_is_refused(api: Api, body: dict[str, object], code: int):
    path = paid(api, "vendor")
    refused = api.post(f"{path}/email", body)
    assert (refused.status, refused["code"]) == (400, code)
    assert api.post("/vendorpayments/1/email", LETTER)["code"] == 1002
