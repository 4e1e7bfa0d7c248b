"""From the estimate to the refund by clicking: one half in either application, in both languages."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.walk import Walk, house, on_hand
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.returns import receive_stock

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("locale", "first", "second"), [("ja", "books", "inventory"), ("en", "inventory", "books")])
def test_order_to_cash(visit: Visit, locale, first, second):
    person, ctx, tax = house(f"cash-{locale}@example.jp", locale)
    make_customer(ctx, contact_name="Harbor Trading", language_code=locale)
    tea = make_item(ctx, "Sencha", sku="TEA-1", unit="bag", rate_micro=500 * 10**6, tax_id=tax)
    receive_stock(ctx, tea, 20, 100)
    walk = Walk(visit(person, locale=locale), locale, ctx.organization_id)
    estimate_becomes_order(walk, first)
    goods_leave(walk)
    walk.change_to(second, module="salesorders", number="SO-00001")
    invoice_is_paid(walk)
    goods_come_back(walk)
    money_goes_back(walk)
    assert on_hand(ctx, tea) == (17, 17)


def estimate_becomes_order(walk, application):
    walk.go(application, "estimates/new/")
    walk.fill_document("Harbor Trading", "Sencha", 4, "¥2,200")
    walk.press("Save and mark as sent")
    walk.is_now("Sent")
    walk.press("Mark as accepted")
    walk.is_now("Accepted")
    walk.press("Create a sales order")
    walk.press("Save")
    walk.at("SO-00001")
    walk.is_now("Draft")
    walk.neighbours("Estimate QT-00001")
    walk.press("Mark as open" if application == "books" else "Mark as confirmed")
    walk.is_now("Open" if application == "books" else "Confirmed")


def goods_leave(walk):
    walk.press("Pack")
    expect(walk.page.locator("[name^=quantity_]")).to_have_value("4")
    walk.press("Save and ship")
    expect(walk.page.get_by_role("checkbox", checked=True)).to_have_count(1)
    walk.page.get_by_label(walk.say("Tracking number")).fill("4321-0000")
    walk.press("Ship")
    walk.at("SHP-00001")
    walk.is_now("Shipped")
    walk.facts("4321-0000")
    walk.press("Mark as delivered")
    walk.is_now("Delivered")
    walk.neighbours("Sales order SO-00001", "Package PKG-00001")
    walk.follow("PKG-00001")
    walk.is_now("Delivered")


def invoice_is_paid(walk):
    walk.press("Create an invoice")
    walk.press("Save")
    walk.at("INV-00001")
    walk.is_now("Draft")
    walk.press("Mark as sent")
    walk.is_now("Sent")
    walk.neighbours("Estimate QT-00001", "Sales order SO-00001", "Shipment SHP-00001")
    walk.press("Record a payment received")
    walk.press("Save")
    walk.page.locator("main table a", has_text="INV-00001").click()
    walk.is_now("Paid")


def goods_come_back(walk):
    walk.press("Return goods")
    quantity = walk.page.locator("[name^=quantity_]")
    expect(quantity).to_have_value("4")
    quantity.fill("1")
    walk.press("Save and approve")
    walk.at("RMA-00001")
    walk.is_now("Approved", "Not refunded")
    walk.press("Receive")
    walk.press("Save as received")
    walk.at("RMA-00001")
    walk.is_now("Received", "Not refunded")
    walk.neighbours("Sales order SO-00001", "Invoice INV-00001", "Sales return receive RR-00001")
    walk.stands("INV-00001", "Paid")
    walk.follow("RR-00001")
    walk.is_now("Received")
    walk.page.locator(".facts a", has_text="RMA-00001").click()
    walk.at("RMA-00001")


def money_goes_back(walk):
    walk.press("Create a credit note")
    walk.press("Save")
    walk.at("CN-00001")
    walk.is_now("Draft")
    walk.press("Mark as open")
    walk.is_now("Open")
    walk.neighbours("Invoice INV-00001", "Sales return RMA-00001")
    walk.press("Record a refund")
    walk.press("Save")
    walk.is_now("Closed")
    walk.follow("RMA-00001")
    walk.is_now("Closed", "Refunded")
