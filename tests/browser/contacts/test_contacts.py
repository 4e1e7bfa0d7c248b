"""Contacts in the browser: made by keyboard, seen in the other application, whole on a telephone."""

import pytest

from daicho.organizations.commands.join_application import join_application
from tests.browser.conftest import DESKTOP, TELEPHONE
from tests.build.contacts import make_customer
from tests.build.organization import make_organization, make_person

pytestmark = pytest.mark.browser


def test_a_customer_made_in_books_appears_in_inventory(visit):
    person = make_person("contacts-journey@example.jp", "佐藤 花子", "ja")
    ctx = make_organization(user_id=person)
    join_application(ctx, organization_id=ctx.organization_id, application="inventory")
    inventory = visit(person, locale="ja").go(f"/inventory/{ctx.organization_id}/contacts/?view=customers")
    books = visit(person, locale="ja").go(f"/books/{ctx.organization_id}/contacts/new/?contact_type=customer")
    books.keyboard.type("株式会社みなと商店")
    books.keyboard.press("Tab")
    books.keyboard.type("ミナトショウテン")
    books.get_by_role("button", name="担当者を追加").click()
    books.wait_for_selector(".person-row >> nth=1")
    books.locator(".person-row").nth(0).get_by_label("姓", exact=True).fill("田中")
    second = books.locator(".person-row").nth(1)
    second.get_by_label("姓", exact=True).fill("佐藤")
    second.get_by_label("メールアドレス").fill("sato@example.jp")
    second.get_by_label("主担当").check()
    books.keyboard.press("Control+Enter")
    books.wait_for_selector("text=連絡先を作成しました。")
    assert "佐藤 様" in books.locator(".contact-parts").first.inner_text().replace("\n", " ")
    inventory.wait_for_selector("text=株式会社みなと商店", timeout=3000)


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize(("kind", "size"), [("desktop", DESKTOP), ("telephone", TELEPHONE)])
def test_the_pages_are_whole(visit, locale, kind, size):
    person = make_person(f"contacts-{locale}-{kind}@example.jp", "佐藤 花子", locale)
    ctx = make_organization(user_id=person)
    contact_id = make_customer(
        ctx,
        contact_name="株式会社みなと商店",
        name_kana="ミナトショウテン",
        payment_terms_code="closing:99:1:99:none",
        tax_registration_number="T7000012050002",
        billing_address={
            "zip": "231-0001",
            "state": "神奈川県",
            "city": "横浜市",
            "address": "新港1-1",
            "country_code": "JP",
        },
        contact_persons=[
            {"last_name": "佐藤", "email": "sato@example.jp", "enable_portal": True},
            {"last_name": "田中"},
        ],
    )
    visitor = visit(person, locale=locale, size=size)
    pages = {
        "list": "contacts/",
        "new": "contacts/new/",
        "detail": f"contacts/{contact_id}/",
        "statement": f"contacts/{contact_id}/?tab=statement",
        "merge": f"contacts/{contact_id}/merge/",
        "mail": f"contacts/{contact_id}/email/?statement=1",
    }
    for name, path in pages.items():
        page = visitor.go(f"/books/{ctx.organization_id}/{path}")
        page.wait_for_selector("h1")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        visitor.shot(f"contacts-{name}-{locale}-{kind}")
        visitor.axe()
