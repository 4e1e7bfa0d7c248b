"""From the purchase order to the vendor credit by clicking: one half in either application, in both languages."""

import pytest

from tests.browser.conftest import Visit
from tests.browser.walk import Walk, house, on_hand
from tests.build.catalog import make_item
from tests.build.contacts import make_vendor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("locale", "first", "second"), [("ja", "books", "inventory"), ("en", "inventory", "books")])
def test_procure_to_pay(visit: Visit, locale, first, second):
    person, ctx, tax = house(f"pay-{locale}@example.jp", locale)
    make_vendor(ctx, contact_name="Tea Garden")
    tea = make_item(ctx, "Sencha", sku="TEA-1", unit="bag", purchase_rate_micro=100 * 10**6, purchase_tax_id=tax)
    make_item(ctx, "Freight", item_type="purchases", product_type="service", purchase_rate_micro=300 * 10**6)
    walk = Walk(visit(person, locale=locale), locale, ctx.organization_id)
    goods_are_ordered(walk, first)
    goods_arrive(walk)
    walk.change_to(second, module="purchaseorders", number="PO-00001")
    order_is_billed(walk)
    freight_lands_on_the_goods(walk)
    bill_is_paid(walk)
    credit_is_applied(walk)
    assert on_hand(ctx, tea) == (9, 10)


def goods_are_ordered(walk, application):
    walk.go(application, "purchaseorders/new/")
    walk.fill_document("Tea Garden", "Sencha", 10, "¥1,100")
    walk.press("Save and mark as open" if application == "books" else "Save and issue")
    walk.at("PO-00001")
    walk.is_now("Open" if application == "books" else "Issued")


def goods_arrive(walk):
    walk.press("Receive")
    walk.press("Save as in transit")
    walk.is_now("In transit")
    walk.press("Mark as received")
    walk.is_now("Received")
    walk.neighbours("Purchase order PO-00001")


def order_is_billed(walk):
    walk.press("Convert to bill")
    walk.page.get_by_label(walk.say("Bill number")).fill("TG-77")
    walk.press("Continue")
    walk.press("Save")
    walk.at("TG-77")
    walk.is_now("Draft")
    walk.press("Mark as open")
    walk.is_now("Open")
    walk.neighbours("Purchase order PO-00001", "Purchase receive PR-00001")
    walk.follow("PO-00001")
    walk.neighbours("Purchase receive PR-00001", "Bill TG-77")
    walk.follow("TG-77")


def freight_lands_on_the_goods(walk):
    goods = walk.page.url
    walk.go(walk.application, "bills/new/")
    walk.page.locator("[name=number]").fill("FR-5")
    walk.fill_document("Tea Garden", "Freight", 1, "¥300")
    walk.press("Save and mark as open")
    walk.at("FR-5")
    walk.is_now("Open")
    walk.page.goto(goods)
    walk.press("Add landed cost")
    walk.pick(walk.page.locator("#id_source_line_id-ts-control"), "FR-5")
    walk.press("Allocate")
    walk.at("TG-77")
    walk.page.locator(".detail-body", has_text="FR-5").wait_for()


def bill_is_paid(walk):
    walk.press("Record a payment made")
    walk.press("Save")
    walk.page.locator("main table a", has_text="TG-77").click()
    walk.is_now("Paid")


def credit_is_applied(walk):
    walk.press("Create a vendor credit")
    walk.page.locator("[data-line] .line-quantity input").first.fill("1")
    walk.press("Save")
    walk.is_now("Draft")
    walk.press("Mark as open")
    walk.is_now("Open")
    walk.neighbours("Bill TG-77")
    walk.stands("TG-77", "Paid")
    walk.follow("TG-77")
    walk.go(walk.application, "bills/")
    walk.page.locator(".list-link", has_text="FR-5").click()
    walk.press("Apply credits")
    walk.page.wait_for_url("**/settlements/**")
    walk.press("Apply credits")
    walk.is_now("Partially paid")
