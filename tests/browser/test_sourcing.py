"""What is not there is ordered for a customer, by clicking: on hold until billed, or straight from the vendor."""

import pytest
from playwright.sync_api import expect

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.sales.kinds import SALES_ORDER
from tests.browser.conftest import Visit
from tests.browser.walk import Walk, house, on_hand
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.sales import make_sales_order

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("locale", "application", "way"), [("ja", "inventory", "Backorder"), ("en", "books", "Dropshipment")]
)
def test_ordering_for_a_customer(visit: Visit, locale, application, way):
    person, ctx, _tax = house(f"source-{locale}@example.jp", locale)
    vendor = make_vendor(ctx, contact_name="Tea Farm")
    tea = make_item(ctx, "Sencha", item_type="inventory", vendor_id=vendor, purchase_rate_micro=300 * 10**6)
    order = make_sales_order(ctx, make_customer(ctx), [line(tea, 4, rate=500)])
    change_state(ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    walk = Walk(visit(person, locale=locale), locale, ctx.organization_id)
    walk.go(application, f"salesorders/{order}/")
    walk.press(way)
    expect(walk.page.locator("[name^=quantity_]")).to_have_value("4")
    walk.press("Make the purchase order")
    walk.at("PO-00001")
    walk.is_now("Draft")
    walk.facts(walk.say(way))
    walk.neighbours("Sales order SO-00001")
    walk.press("Mark as open" if application == "books" else "Mark as issued")
    walk.follow("SO-00001")
    walk.is_now("On hold" if way == "Backorder" else "Open")
    walk.neighbours("Purchase order PO-00001")
    walk.follow("PO-00001")
    walk.press("Convert to bill")
    walk.page.get_by_label(walk.say("Bill number")).fill("V-1")
    walk.press("Continue")
    walk.press("Save")
    walk.press("Mark as open")
    walk.go(application, f"salesorders/{order}/")
    walk.is_now("Confirmed" if application == "inventory" else "Open")
    assert on_hand(ctx, tea) == (4, 0)
