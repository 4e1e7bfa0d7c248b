"""Items, accounts and taxes in a browser."""

import struct
import zlib

import pytest

from daicho.catalog.commands.add_item_images import add_item_images
from daicho.ledger.queries.accounts import account_choices
from daicho.platform.work import reading
from tests.browser.conftest import DESKTOP, TELEPHONE, Visit
from tests.build.catalog import make_item
from tests.build.contacts import make_contact
from tests.build.ledger import make_account
from tests.build.organization import make_organization, make_person
from tests.build.taxes import make_taxes

pytestmark = pytest.mark.browser
SIZES = {"desktop": DESKTOP, "telephone": TELEPHONE}


def picture(red: int, green: int, blue: int) -> bytes:
    """Return a PNG of 64 × 64 pixels of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + bytes((red, green, blue)) * 64) * 64
    header = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def shop(email: str, locale: str, application="inventory"):
    """Return a person, an organisation with a few items, and the first item's id."""
    person = make_person(email, "佐藤 花子", locale)
    ctx = make_organization(user_id=person, application=application, language_code=locale)
    taxes = make_taxes(ctx)
    vendor = make_contact(ctx, contact_type="vendor", contact_name="静岡茶業株式会社")
    names = (
        ("有機煎茶 100g", "ユウキセンチャ", "TEA-001"),
        ("ほうじ茶 200g", "ホウジチャ", "TEA-002"),
        ("急須", "キュウス", "POT-01"),
    )
    ids = [
        make_item(
            ctx, name, kana=kana, sku=sku, unit="袋", category="お茶", brand="みなと", ean="4901234567894",
            vendor_id=vendor,
            tax_id=taxes["消費税 8%(軽減)"], reorder_level_micro=10 * 10**6, description="静岡県産の有機栽培茶葉です。",
        )
        for name, kana, sku in names
    ]  # fmt: skip
    make_item(ctx, "ギフト包装", sku="WRAP", item_type="sales", product_type="service", purchase_rate_micro=0)
    add_item_images(ctx, item_id=ids[0], files=[("tea.png", picture(60, 130, 70)), ("back.png", picture(120, 90, 40))])
    parent = make_account(ctx, "茶の売上原価", "cost_of_goods_sold", code="5001")
    make_account(ctx, "煎茶の売上原価", "cost_of_goods_sold", code="5002", parent_id=parent)
    return person, ctx, ids[0]


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_are_whole(visit: Visit, locale, size):
    person, ctx, item_id = shop(f"catalog-{locale}-{size}@example.jp", locale)
    with reading(ctx):
        account_id = account_choices(ctx, types=["cost_of_goods_sold"])[1].account_id
        tax_id = make_taxes(ctx)["消費税 10%"]
    visitor = visit(person, locale=locale, size=SIZES[size])
    root = f"/inventory/{ctx.organization_id}/"
    for name, path in (
        ("items", "items/"),
        ("item", f"items/{item_id}/"),
        ("item-stock", f"items/{item_id}/?tab=stock"),
        ("item-images", f"items/{item_id}/?tab=images"),
        ("item-history", f"items/{item_id}/?tab=history"),
        ("item-form", "items/new/"),
        ("accounts", "accounts/"),
        ("account", f"accounts/{account_id}/"),
        ("account-form", "accounts/new/"),
        ("taxes", "taxes/"),
        ("tax", f"taxes/{tax_id}/"),
        ("tax-form", "taxes/new/"),
        ("exemptions", "taxes/exemptions/"),
    ):
        visitor.go(root + path).wait_for_selector("h1")
        visitor.shot(f"catalog-{name}-{locale}-{size}")
        visitor.axe()


def test_the_cost_account_is_made_on_the_form_of_an_item(visit: Visit):
    person, ctx, _item_id = shop("catalog-inplace@example.jp", "ja")
    visitor = visit(person, locale="ja")
    page = visitor.go(f"/inventory/{ctx.organization_id}/items/new/")
    page.fill("[name=name]", "玉露 50g")
    page.click("[data-create-url*='cost_of_goods_sold'] ~ button, button[data-create*='cost_of_goods_sold']")
    page.fill(".panel-content [name=account_name]", "玉露の売上原価")
    visitor.shot("catalog-panel")
    page.click(".panel-content [data-save]")
    page.wait_for_selector(".panel-content", state="detached")
    page.click("form.daicho-form:not(.panel-form) [data-save]")
    page.wait_for_selector("h1:has-text('玉露 50g')")
    assert "玉露の売上原価" in page.content()
