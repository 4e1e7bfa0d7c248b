"""Ordering from vendors what a sales order lacks, on screen."""

import pytest

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.platform.work import reading
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.purchases.queries.serving_orders import serving_orders
from daicho.sales.kinds import SALES_ORDER
from tests.build.browser import browser_of
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.returns import receive_stock
from tests.build.sales import make_sales_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization(application="inventory")


@pytest.fixture
def order(ctx):
    """A confirmed order of four pieces of what is not there and two of what is."""
    missing, there = make_item(ctx, "急須", item_type="inventory"), make_item(ctx, "湯呑", item_type="inventory")
    receive_stock(ctx, there, 9, 100)
    made = make_sales_order(ctx, make_customer(ctx), [line(missing, 4), line(there, 2)])
    change_state(ctx, kind=SALES_ORDER, document_id=made, action=Action.OPEN)
    return made


def page(ctx, order, path=""):
    return f"/inventory/{ctx.organization_id}/salesorders/{order}/{path}"


def shown(client, url):
    return client.get(url).content.decode()


def test_a_backorder_begins_with_what_is_missing_and_its_order_waits(ctx, order):
    client, url = browser_of(ctx.actor.user_id), page(ctx, order, "backorder/")
    form = shown(client, url)
    assert ("急須" in form, "湯呑" in form) == (True, False)
    name = form.split('name="quantity_')[1].split('"')[0]
    sent = {"vendor_id": str(make_vendor(ctx)), "date": "2026-11-24", f"quantity_{name}": "5"}
    refused = client.post(url, sent)
    assert refused.status_code == 422
    assert "残りは4" in refused.content.decode()
    made = client.post(url, sent | {f"quantity_{name}": "3"})
    assert made.status_code == 303
    with reading(ctx):
        (purchase,) = serving_orders(ctx, order_id=order)
    assert f"/purchaseorders/{purchase.document_id}/" in made["Location"]
    held = shown(client, page(ctx, order))
    assert "保留中" in held
    assert purchase.number in held
    assert "/invoice/" not in held
    assert page(ctx, order, "edit/") not in held
    listed = shown(client, f"/inventory/{ctx.organization_id}/salesorders/?status=onhold")
    assert ("保留中" in listed, ">onhold<" in listed) == (True, False)
    change_state(ctx, kind=PURCHASE_ORDER, document_id=purchase.document_id, action=Action.CANCEL)
    assert "確定済み" in shown(client, page(ctx, order))


def test_everything_may_go_straight_to_the_customer(ctx, order):
    client = browser_of(ctx.actor.user_id)
    assert page(ctx, order, "dropship/") in shown(client, page(ctx, order))
    form = shown(client, page(ctx, order, "dropship/"))
    assert ("急須" in form, "湯呑" in form) == (True, True)
