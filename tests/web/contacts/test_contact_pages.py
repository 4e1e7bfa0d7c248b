"""The pages of contacts through the test client."""

from decimal import Decimal

import pytest
from django.utils.translation import gettext as _

from daicho.contacts.queries.contact_choices import contact_choices
from daicho.contacts.queries.contact_detail import contact_detail
from daicho.contacts.queries.contact_list import contact_list
from daicho.documents.commands.create_document import create_document
from daicho.payments.commands.create_refund import create_refund
from daicho.payments.queries.default_account import default_account
from daicho.platform.custom_fields import define_field
from daicho.platform.listing import Criteria
from daicho.platform.mail import mail_about
from daicho.platform.work import reading
from daicho.sales.kinds import CREDIT_NOTE
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.payments import make_payment

NEW = {
    "contact_type": "customer",
    "customer_sub_type": "business",
    "contact_name": "株式会社みなと商店",
    "name_kana": "ミナトショウテン",
    "payment_terms_code": "closing:99:1:99:none",
    "currency_code": "JPY",
    "language_code": "ja",
    "credit_limit": "500,000",
    "is_taxable": "on",
    "payment_reminder_enabled": "on",
    "billing_address.zip": "231-0001",
    "billing_address.state": "神奈川県",
    "billing_address.country_code": "JP",
    "person": ["a", "b"],
    "primary_person": "b",
    "person-a-last_name": "田中",
    "person-b-last_name": "佐藤",
    "person-b-email": "sato@example.jp",
}


def all_contacts(window):
    with reading(window.ctx):
        return [row.contact_id for row in contact_list(window.ctx, criteria=Criteria()).rows]


def detail(window, contact_id):
    with reading(window.ctx):
        return contact_detail(window.ctx, contact_id=contact_id)


def test_a_contact_is_made_with_its_persons_and_address(window):
    assert window.get("contacts/new/").status_code == 200
    response = window.post("contacts/new/", NEW)
    (contact_id,) = all_contacts(window)
    assert (response.status_code, response["Location"]) == (303, window.url(f"contacts/{contact_id}/"))
    contact = detail(window, contact_id)
    assert [person.last_name for person in contact.persons] == ["佐藤", "田中"]
    assert (contact.payment_terms_code, contact.credit_limit_minor) == ("closing:99:1:99:none", 500000)
    assert contact.billing_address.state == "神奈川県"
    assert contact.shipping_address.address_id == 0
    text = window.get(f"contacts/{contact_id}/").content.decode()
    assert "株式会社みなと商店" in text
    assert "¥500,000" in text
    for tab in ("transactions", "statement", "mail", "history", "colour"):
        assert window.get(f"contacts/{contact_id}/", tab=tab).status_code == 200
    assert (
        window.get(
            f"contacts/{contact_id}/", tab="statement", start_date="2026-05-01", end_date="2026-04-01"
        ).status_code
        == 200
    )


def test_own_closing_days_and_days_take_the_place_of_the_choice(window):
    own = {"closing_day": "20", "months": "2", "payment_day": "10", "holiday_rule": "next"}
    window.post("contacts/new/", NEW | own)
    (contact_id,) = all_contacts(window)
    assert detail(window, contact_id).payment_terms_code == "closing:20:2:10:next"
    window.post(f"contacts/{contact_id}/edit/", NEW | {"days": "90"})
    assert detail(window, contact_id).payment_terms_code == "net:90"
    refused = window.post(
        f"contacts/{contact_id}/edit/", NEW | {"closing_day": "99", "months": "0", "payment_day": "10"}
    )
    assert refused.status_code == 422


def test_all_errors_are_shown_where_they_belong(window):
    make_customer(window.ctx, contact_name="Taken")
    sent = NEW | {"contact_name": "Taken", "tax_registration_number": "T12", "person-b-email": "nobody"}
    response = window.post("contacts/new/", sent)
    text = response.content.decode()
    assert response.status_code == 422
    assert "13 digits, for example" in text
    response = window.post("contacts/new/", NEW | {"contact_name": "Taken"})
    assert "A contact named &#x27;Taken&#x27; exists already." in response.content.decode()
    response = window.post("contacts/new/", NEW | {"person-b-email": "nobody"})
    assert 'id="id_person-b-email_error"' in response.content.decode()
    assert len(all_contacts(window)) == 1


def test_an_edit_changes_only_what_was_changed(window):
    window.post("contacts/new/", NEW)
    (contact_id,) = all_contacts(window)
    before = detail(window, contact_id)
    page = window.get(f"contacts/{contact_id}/edit/").content.decode()
    assert 'value="500000"' in page
    keys = [str(person.person_id) for person in before.persons]
    persons = {
        "person": keys,
        "primary_person": keys[0],
        f"person-{keys[0]}-last_name": "佐藤",
        f"person-{keys[0]}-email": "sato@example.jp",
        f"person-{keys[1]}-last_name": "田中",
        f"person-{keys[1]}-remove": "on",
    }
    sent = (
        {name: value for name, value in NEW.items() if not name.startswith("person")}
        | persons
        | {"website": "https://example.jp"}
    )
    assert window.post(f"contacts/{contact_id}/edit/", sent).status_code == 303
    after = detail(window, contact_id)
    assert after.website == "https://example.jp"
    assert [person.last_name for person in after.persons] == ["佐藤"]
    assert after.persons[0].person_id == before.persons[0].person_id
    assert after.billing_address == before.billing_address
    history = window.get(f"contacts/{contact_id}/", tab="history").content.decode()
    assert "Website" in history


def test_a_vendor_in_the_side_panel(window):
    page = window.get("contacts/new/", contact_type="vendor", panel="1").content.decode()
    assert "New vendor" in page
    assert "<html" not in page
    sent = NEW | {"contact_type": "vendor"}
    response = window.client.post(window.url("contacts/new/?panel=1"), sent, headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert "daicho:created" in response["HX-Trigger"]
    assert window.get("contacts/person/").status_code == 200


def test_lists_and_views(window):
    make_customer(
        window.ctx,
        contact_name="Aoi",
        contact_persons=[{"first_name": "Ann", "last_name": "Bell", "email": "a@b.example"}],
    )
    make_vendor(window.ctx, contact_name="Bamboo", language_code="en")
    assert "Ann Bell" not in window.get("contacts/", view="vendors").content.decode()
    text = window.get("contacts/", view="customers").content.decode()
    assert "Aoi" in text
    assert "Bamboo" not in text
    for view in (
        "active",
        "inactive",
        "duplicates",
        "portal",
        "unknown_registration",
    ):
        assert window.get("contacts/", view=view).status_code == 200, view
    assert window.get("contacts/list/export/", format="xlsx").status_code == 200
    assert "Bamboo" in window.get("search/", q="bam").content.decode()


def test_bulk_actions(window):
    first, second = make_customer(window.ctx), make_customer(window.ctx)
    for action in ("deactivate", "activate", "delete"):
        response = window.post("contacts/list/bulk/", {"action": action, "ids": [first, second]})
        assert response.status_code == 303
        if action == "deactivate":
            assert not detail(window, first).is_active
    assert all_contacts(window) == []


def test_active_inactive_delete(window):
    contact_id = make_customer(window.ctx)
    assert window.post(f"contacts/{contact_id}/deactivate/").status_code == 303
    assert not detail(window, contact_id).is_active
    assert window.post(f"contacts/{contact_id}/activate/").status_code == 303
    assert window.post(f"contacts/{contact_id}/delete/").status_code == 303
    assert window.get(f"contacts/{contact_id}/").status_code == 404


def test_addresses(window):
    contact_id = make_customer(window.ctx)
    assert window.get(f"contacts/{contact_id}/addresses/new/").status_code == 200
    assert (
        window.post(f"contacts/{contact_id}/addresses/new/", {"city": "横浜市", "country_code": "JP"}).status_code
        == 303
    )
    (address,) = detail(window, contact_id).addresses
    assert (address.city, address.country, address.role) == ("横浜市", "Japan", "additional")
    path = f"contacts/{contact_id}/addresses/{address.address_id}/"
    assert "横浜市" in window.get(path).content.decode()
    window.post(path, {"city": "川崎市", "country_code": ""})
    assert detail(window, contact_id).addresses[0].city == "川崎市"
    assert window.get(f"{path}delete/").status_code == 405
    window.post(f"{path}delete/")
    assert detail(window, contact_id).addresses == ()
    assert window.get(path).status_code == 404
    assert window.post(f"contacts/{contact_id}/addresses/new/", {}).status_code == 422


def test_mail(window):
    contact_id = make_customer(window.ctx, contact_persons=[{"first_name": "Ann", "email": "ann@example.com"}])
    text = window.get(f"contacts/{contact_id}/email/", statement="1").content.decode()
    assert "ann@example.com" in text
    sent = {
        "to_mail_ids": "ann@example.com、bob@example.com",
        "subject": "Hello",
        "body": "Text",
        "with_statement": "on",
    }
    assert window.post(f"contacts/{contact_id}/email/", sent).status_code == 303
    with reading(window.ctx):
        (letter,) = mail_about(window.ctx, entity="contact", entity_id=contact_id)
        assert letter.to == "ann@example.com, bob@example.com"
    assert "Hello" in window.get(f"contacts/{contact_id}/", tab="mail").content.decode()
    assert window.post(f"contacts/{contact_id}/email/", sent | {"to_mail_ids": "nobody"}).status_code == 422


@pytest.mark.parametrize("survivor", ["this", "other"])
def test_merging(window, survivor):
    first, second = make_customer(window.ctx, contact_name="A"), make_customer(window.ctx, contact_name="B")
    make_vendor(window.ctx, contact_name="V")
    options = window.get("contacts/choices/", kind="customer", without=str(first)).json()["options"]
    assert [option["text"] for option in options] == ["B"]
    assert window.get(f"contacts/{first}/merge/").status_code == 200
    response = window.post(f"contacts/{first}/merge/", {"other": str(second), "survivor": survivor})
    assert response.status_code == 303
    assert first in all_contacts(window) if survivor == "this" else second in all_contacts(window)
    assert len(all_contacts(window)) == 2
    with reading(window.ctx):
        assert len(contact_choices(window.ctx, kind="customer")) == 1


def test_custom_fields(window):
    for data_type, options in [
        ("string", []),
        ("number", []),
        ("date", []),
        ("date_time", []),
        ("check_box", []),
        ("dropdown", ["x", "y"]),
        ("multiselect", ["x", "y"]),
        ("lookup", ["contact"]),
        ("multiline", []),
        ("autonumber", []),
        ("attachment", []),
        ("email", []),
    ]:
        define_field(
            window.ctx, fields={"entity": "contact", "label": data_type, "data_type": data_type, "options": options}
        )
    other = make_customer(window.ctx, contact_name="Other")
    sent = NEW | {
        "cf_string": "text", "cf_number": "12", "cf_date": "2026-01-02", "cf_date_time": "2026-01-02T10:00",
        "cf_check_box": "on", "cf_dropdown": "x", "cf_multiselect": ["x", "y"], "cf_lookup": str(other),
        "cf_multiline": "a\nb", "cf_email": "a@b.example",
    }  # fmt: skip
    assert window.post("contacts/new/", sent).status_code == 303
    contact_id = next(key for key in all_contacts(window) if key != other)
    held = {item.field.api_name: item.value for item in detail(window, contact_id).custom_values}
    assert held["cf_multiselect"] == "x,y"
    assert held["cf_check_box"] == "true"
    assert held["cf_lookup"] == str(other)
    assert held["cf_date_time"] == "2026-01-02T01:00:00+00:00"
    text = window.get(f"contacts/{contact_id}/").content.decode()
    assert "Other" in text
    assert 'value="12"' in window.get(f"contacts/{contact_id}/edit/").content.decode()
    assert _("Yes") in text


def test_a_page_asks_the_database_little(window, django_assert_max_num_queries):
    contact_id = make_customer(window.ctx, contact_persons=[{"first_name": "Ann"}], billing_address={"city": "x"})
    payment = make_payment(window.ctx, contact_id, 1000)
    fields = {"contact_id": contact_id, "lines": [line(None, 1, rate=700, name="茶")]}
    note = create_document(window.ctx, kind=CREDIT_NOTE, fields=fields, is_open=True)
    with reading(window.ctx):
        account = default_account(window.ctx, is_received=False)
    for source in (("customerpayment", payment), ("creditnote", note)):
        back = {"date": window.ctx.today, "amount": Decimal(400), "account_id": account}
        create_refund(window.ctx, source=source, fields=back)
    tabs = [f"contacts/{contact_id}/?tab={tab}" for tab in ("overview", "transactions", "statement", "mail", "history")]
    for path in ("contacts/", "contacts/new/", f"contacts/{contact_id}/edit/", *tabs):
        window.get(path)
        with django_assert_max_num_queries(12):
            assert window.get(path).status_code == 200
