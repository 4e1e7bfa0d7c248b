"""Orders in the browser: made by keyboard alone, seen in the other application, whole on a telephone."""

import re
from datetime import timedelta

import pytest

from daicho.organizations.commands.join_application import join_application
from daicho.platform.work import reading
from daicho.taxes.queries.taxes import tax_choices
from tests.browser.conftest import DESKTOP, TELEPHONE
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.organization import make_organization, make_person
from tests.build.purchases import make_purchase_order
from tests.build.sales import make_sales_order

pytestmark = pytest.mark.browser


def until(page, script):
    """Wait until the script is true; the policy forbids the browser's own waiting."""
    for _ in range(100):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    pytest.fail(script)


def both(email, locale="ja"):
    person = make_person(email, "佐藤 花子", locale)
    ctx = make_organization(
        user_id=person, zip="231-0023", state="神奈川県", city="横浜市", street_address1="山下町1-2"
    )
    join_application(ctx, organization_id=ctx.organization_id, application="inventory")
    with reading(ctx):
        taxes = {choice.name: choice.tax_id for choice in tax_choices(ctx)}
    return person, ctx, taxes


def test_an_order_is_typed_without_the_mouse_and_appears_in_the_other_application(visit):
    person, ctx, taxes = both("orders-journey@example.jp")
    make_customer(ctx, contact_name="株式会社みなと商店", name_kana="ミナトショウテン")
    make_item(
        ctx,
        "煎茶",
        kana="センチャ",
        sku="TEA-1",
        ean="4901234567894",
        rate_micro=1200 * 10**6,
        tax_id=taxes["消費税 10%"],
    )
    make_item(ctx, "羊羹", sku="YO-1", rate_micro=800 * 10**6, tax_id=taxes["消費税 8%(軽減)"])
    inventory = visit(person, locale="ja").go(f"/inventory/{ctx.organization_id}/salesorders/")
    page = visit(person, locale="ja").go(f"/books/{ctx.organization_id}/salesorders/new/")
    keys = page.keyboard
    page.locator("#id_contact_id-ts-control").focus()
    keys.type("みなと")
    keys.press("Enter")
    page.wait_for_selector(".item >> text=株式会社みなと商店")
    first = page.locator("[data-line]").first
    first.locator(".ts-control input").first.focus()
    keys.type("せんちゃ")
    page.wait_for_selector(".ts-dropdown .option >> text=煎茶")
    keys.press("Enter")
    until(page, "(document.activeElement.name || '').endsWith('-quantity')")
    keys.type("3")
    page.wait_for_selector("[data-total] >> text=¥3,960")
    assert page.locator("[data-line]").count() == 2
    page.locator("[data-line]").nth(1).locator(".ts-control input").first.focus()
    keys.type("YO-1")
    keys.press("Enter")
    until(page, "document.querySelectorAll('[data-line]').length === 3")
    until(page, "(document.activeElement.name || '').endsWith('-quantity')")
    keys.press("ArrowUp")
    until(page, "document.activeElement.value === '3'")
    keys.type("2")
    page.wait_for_selector("[data-total] >> text=¥3,504")
    assert page.locator("[data-line] output").first.inner_text() == "¥2,400"
    keys.press("Control+Enter")
    page.wait_for_selector("text=受注書を作成しました。")
    assert "SO-00001" in page.locator("h1").inner_text()
    page.get_by_role("button", name="進行中にする").click()
    page.wait_for_selector(".badge >> text=進行中")
    inventory.wait_for_selector(".badge >> text=確定済み", timeout=3000)


def test_a_scanned_barcode_takes_its_item(visit):
    person, ctx, _taxes = both("orders-scan@example.jp")
    make_item(ctx, "煎茶", ean="4901234567894")
    page = visit(person, locale="ja").go(f"/inventory/{ctx.organization_id}/salesorders/new/")
    page.locator("[data-line] .ts-control input").first.focus()
    page.keyboard.type("4901234567894", delay=2)
    page.keyboard.press("Enter")
    until(page, "(document.activeElement.name || '').endsWith('-quantity')")
    assert page.locator("[data-line] .line-item input[type=text][name$=-name]").first.input_value() == "煎茶"


def test_a_choice_does_not_take_the_focus_back(visit):
    person, ctx, _taxes = both("orders-focus@example.jp")
    make_customer(ctx, contact_name="みなと商店")
    page = visit(person, locale="ja").go(f"/inventory/{ctx.organization_id}/salesorders/new/")
    page.locator("#id_contact_id-ts-control").click()
    page.locator(".ts-dropdown:visible .option").first.wait_for()
    page.evaluate("""() => {
        const select = document.querySelector("[name=contact_id]").tomselect;
        const { control_input: typed, dropdown_content: offered } = select;
        typed.value = "み";
        typed.dispatchEvent(new Event("input"));
        offered.querySelector(".option").click();
        document.querySelector("#id_reference").focus();
    }""")
    page.wait_for_timeout(600)
    assert page.evaluate("document.activeElement.id") == "id_reference"


def test_an_account_is_made_on_the_purchase_order(visit):
    person, ctx, _taxes = both("orders-account@example.jp", "en")
    make_vendor(ctx, contact_name="Tea garden", name_kana="")
    page = visit(person, locale="en").go(f"/inventory/{ctx.organization_id}/purchaseorders/new/")
    row = page.locator("[data-line]").first
    row.locator(".line-item input[type=text][name$=-name]").fill("Wrapping")
    account = row.locator(".line-account .ts-control input")
    account.focus()
    account.type("Gift boxes")
    row.locator(".line-account .create-in-place").click()
    panel = page.locator("dialog.panel")
    panel.get_by_label("Account name").wait_for()
    assert panel.get_by_label("Account name").input_value() == "Gift boxes"
    panel.locator("select[name=account_type]").evaluate(
        "select => (select.tomselect ? select.tomselect.setValue('expense') : (select.value = 'expense'))"
    )
    panel.locator("[data-save]").click()
    page.wait_for_selector(".line-account .item >> text=Gift boxes")


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize(("kind", "size"), [("desktop", DESKTOP), ("telephone", TELEPHONE)])
def test_the_pages_are_whole(visit, locale, kind, size):
    person, ctx, taxes = both(f"orders-{locale}-{kind}@example.jp", locale)
    address = {"zip": "231-0001", "state": "神奈川県", "city": "横浜市", "address": "新港1-1"}
    people = [{"last_name": "田中", "first_name": "次郎", "email": "tanaka@example.jp"}]
    customer = make_customer(
        ctx, contact_name="株式会社みなと商店", language_code=locale, billing_address=address, contact_persons=people
    )
    tea = make_item(ctx, "煎茶", sku="TEA-1", unit="袋", rate_micro=1200 * 10**6, tax_id=taxes["消費税 10%"])
    sweet = make_item(ctx, "羊羹", sku="YO-1", unit="本", rate_micro=800 * 10**6, tax_id=taxes["消費税 8%(軽減)"])
    order = make_sales_order(
        ctx,
        customer,
        [
            line(tea, 12, description="静岡県産の一番茶"),
            line(sweet, 3, discount="10%"),
            line(None, 1, name="のし紙", rate=100),
        ],
        due=ctx.today + timedelta(days=7),
        notes="午前中にお届けください。",
        delivery_method="宅配便",
        salesperson_name="佐藤",
    )
    purchase = make_purchase_order(ctx, make_vendor(ctx, contact_name="製茶園"), [line(tea, 100)])
    visitor = visit(person, locale=locale, size=size)
    pages = {
        "list": "salesorders/",
        "new": "salesorders/new/",
        "edit": f"salesorders/{order}/edit/",
        "detail": f"salesorders/{order}/",
        "mail": f"salesorders/{order}/email/",
        "addresses": f"salesorders/{order}/addresses/",
        "history": f"salesorders/{order}/?tab=history",
        "purchase-edit": f"purchaseorders/{purchase}/edit/",
        "purchase-detail": f"purchaseorders/{purchase}/",
    }
    for name, path in pages.items():
        page = visitor.go(f"/inventory/{ctx.organization_id}/{path}")
        page.wait_for_selector("h1")
        if re.search("edit|new", name):
            page.wait_for_selector("[data-total]")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        visitor.shot(f"orders-{name}-{locale}-{kind}")
        visitor.axe()
