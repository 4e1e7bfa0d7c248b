"""A client that numbers records itself has to say each number (zoho-surface 2.7)."""

import pytest

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.sales.kinds import SALES_ORDER
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line, make_document
from tests.build.organization import make_organization
from tests.build.returns import Shipped
from tests.build.sales import make_sales_order
from tests.build.wire import api_of

pytestmark = pytest.mark.django_db


def numbered(api, path, number, body, **query):
    """Create what `body` says without its number, which is refused, and with it."""
    refused = api.call("POST", path, body, query={**query, "ignore_auto_number_generation": "true"})
    assert (refused["code"], refused["message"]) == (4, f"{number} is required."), path
    made = api.call("POST", path, {**body, number: "OWN-1"}, query={**query, "ignore_auto_number_generation": "true"})
    assert made.status == 201, (path, made.body)
    assert next(value for value in made.body.values() if isinstance(value, dict))[number] == "OWN-1"


def test_documents():
    ctx = make_organization()
    api, lines = api_of(ctx), {"line_items": [{"name": "設計", "rate": 100}]}
    to, of = {"customer_id": str(make_customer(ctx)), **lines}, {"vendor_id": str(make_vendor(ctx)), **lines}
    numbered(api, "/estimates", "estimate_number", to)
    numbered(api, "/salesorders", "salesorder_number", to)
    numbered(api, "/invoices", "invoice_number", to)
    numbered(api, "/creditnotes", "creditnote_number", to)
    asked = {**to, "line_items": [{"description": "前払金", "rate": 100}]}
    numbered(api, "/retainerinvoices", "retainerinvoice_number", asked)
    numbered(api, "/purchaseorders", "purchaseorder_number", of)
    numbered(api, "/vendorcredits", "vendor_credit_number", of)
    assert api.call("POST", "/estimates", to, query={"ignore_auto_number_generation": "x"})["code"] == 2


def test_movements_of_goods():
    ctx = make_organization()
    api, tea = api_of(ctx), make_item(ctx, "煎茶")
    order = make_sales_order(ctx, lines=[line(tea, 2)])
    change_state(ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    numbered(api, "/packages", "package_number", {}, salesorder_id=str(order))
    (package,) = api.get("/packages")["packages"]
    numbered(api, "/shipmentorders", "shipment_number", {}, package_ids=package["package_id"])
    bought = make_document(ctx, PURCHASE_ORDER, make_vendor(ctx), [line(tea, 2, rate=1)])
    change_state(ctx, kind=PURCHASE_ORDER, document_id=bought, action=Action.OPEN)
    numbered(api, "/purchasereceives", "receive_number", {}, purchaseorder_id=str(bought))
    numbered(api, "/salesreturns", "salesreturn_number", {}, salesorder_id=str(Shipped(ctx).order))
