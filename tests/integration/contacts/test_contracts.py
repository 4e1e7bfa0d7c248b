"""What other packages build on: creating, the card, the choices."""

import pytest

from daicho.contacts.commands.create_contact import create_contact
from daicho.contacts.queries.contact_card import contact_card
from daicho.contacts.queries.contact_choices import contact_choices
from daicho.kernel.errors import InvalidInput, NotFound
from daicho.platform.changes import changes_after
from daicho.platform.work import reading
from tests.build.contacts import make_customer, make_vendor
from tests.build.organization import make_organization

pytestmark = pytest.mark.django_db


def test_a_contact_begins_with_the_organisations_currency_and_language():
    ctx = make_organization()
    contact_id = create_contact(
        ctx,
        fields={
            "contact_name": " 株式会社みなと商店 ",
            "name_kana": "ミナトショウテン",
            "payment_terms_code": "closing:99:1:99:none",
            "billing_address": {
                "zip": "231-0001",
                "state": "神奈川県",
                "city": "横浜市中区",
                "address": "新港1-1",
                "country": "日本",
            },
            "contact_persons": [
                {"last_name": "田中"},
                {"last_name": "佐藤", "email": "sato@example.com", "is_primary_contact": True},
            ],
        },
    )
    with reading(ctx):
        card = contact_card(ctx, contact_id=contact_id)
        assert (card.name, card.honorific, card.contact_type) == ("株式会社みなと商店", "御中", "customer")
        assert card.currency_code == "JPY"
        assert card.language_code == "ja"
        assert card.payment_terms.code == "closing:99:1:99:none"
        assert card.billing_address.country_code == "JP"
        assert card.shipping_address.address_id == 0
        assert [person.last_name for person in card.persons] == ["佐藤", "田中"]
        assert card.email == "sato@example.com"
        change = changes_after(ctx, sequence=0)[-1]
        assert (change.entity, change.entity_id, change.action) == ("contact", contact_id, "created")


def test_a_name_is_taken_whatever_its_width_and_case():
    ctx = make_organization()
    make_vendor(ctx, contact_name="ABC ﾏｰﾄ")
    with pytest.raises(InvalidInput) as refused:
        make_customer(ctx, contact_name="ａｂｃ　マート")
    assert (refused.value.code, refused.value.errors[0].field) == (3062, "contact_name")


def test_choices_are_found_by_name_reading_company_and_address():
    ctx = make_organization()
    minato = make_customer(ctx, contact_name="港商店", name_kana="ミナトショウテン", company_name="Harbor Goods")
    vendor = make_vendor(
        ctx, contact_name="Paper Mill", contact_persons=[{"first_name": "Ann", "email": "ann@mill.example"}]
    )
    with reading(ctx):
        for text in ("港", "みなと", "ﾐﾅﾄ", "harbor"):
            assert [choice.contact_id for choice in contact_choices(ctx, kind="customer", text=text)] == [minato], text
        assert [choice.contact_id for choice in contact_choices(ctx, kind="vendor", text="ann@")] == [vendor]
        assert contact_choices(ctx, kind="customer", text="paper") == []


def test_contacts_of_another_organisation_do_not_exist():
    mine, theirs = make_organization(), make_organization()
    contact_id = make_customer(theirs, contact_name="Same name")
    make_customer(mine, contact_name="Same name")
    with reading(mine), pytest.raises(NotFound):
        contact_card(mine, contact_id=contact_id)


def test_all_errors_are_told_at_once():
    ctx = make_organization()
    with pytest.raises(InvalidInput) as refused:
        create_contact(
            ctx,
            fields={
                "contact_name": "x" * 201,
                "currency_code": "XYZ",
                "payment_terms_code": "whenever",
                "tax_registration_number": "T1234567890123",
            },
        )
    assert {error.field for error in refused.value.errors} == {
        "contact_name", "currency_id", "payment_terms", "tax_registration_number",
    }  # fmt: skip
