"""Kits are sold as one line; what leaves, costs and comes back is what they are put together of (behaviour.md 10)."""

from datetime import date
from decimal import Decimal

import pytest

from daicho.catalog.commands.update_item import update_item
from daicho.catalog.queries.item_detail import item_detail
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.state import Action
from daicho.kernel.measure import MICRO
from daicho.ledger.models import JournalLine
from daicho.organizations.commands.update_organization import update_organization
from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.sales.commands.create_package import create_package
from daicho.sales.commands.create_sales_return import create_sales_return
from daicho.sales.commands.create_shipment import create_shipment
from daicho.sales.commands.credit_invoice import credit_invoice
from daicho.sales.commands.delete_package import delete_package
from daicho.sales.commands.delete_shipment import delete_shipment
from daicho.sales.commands.invoice_order import invoice_order
from daicho.sales.commands.mark_invoice_shipped import mark_invoice_shipped
from daicho.sales.commands.receive_sales_return import receive_sales_return
from daicho.sales.kinds import INVOICE, SALES_ORDER
from daicho.sales.models import KitPart
from tests.build.catalog import make_item
from tests.build.composites import make_composite
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.returns import lines_of, receive_stock
from tests.build.sales import make_invoice, make_sales_order
from tests.build.wire import api_of
from tests.integration.catalog.test_low_stock import low

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 3)


class Shop:
    """Ten teas at 100 and ten tins at 30, and a kit of two teas, a tin and a leaflet that nobody counts."""

    def __init__(self):
        self.ctx = make_organization(country="JP")
        self.tea, self.tin = make_item(self.ctx, "煎茶", description="一番茶"), make_item(self.ctx, "缶")
        leaflet = make_item(self.ctx, "しおり", item_type="sales_and_purchases")
        receive_stock(self.ctx, self.tea, 10, 100)
        receive_stock(self.ctx, self.tin, 10, 30)
        recipe = {self.tea: 2, self.tin: 1, leaflet: 1}
        self.kit = make_composite(self.ctx, recipe, "お試し", combo_type="kit")

    def figures(self, name):
        """Return a figure of tea, tin and kit, in whole units."""
        ids = [self.tea, self.tin, self.kit]
        with reading(self.ctx):
            items = item_detail(self.ctx, item_ids=ids, parts=("stock",))
        return tuple(getattr(item.stock.figures, name) // MICRO for item in items)

    def booked(self, key):
        with reading(self.ctx):
            return sum(JournalLine.objects.filter(account__system_key=key).values_list("amount_minor", flat=True))

    def proven(self):
        assert verify(self.ctx) == []


@pytest.fixture
def shop(db):
    return Shop()


def test_an_invoice_of_kits_sells_their_components(shop):
    assert shop.figures("on_hand") == (10, 10, 5)
    invoice = make_invoice(shop.ctx, lines=[line(shop.kit, 3, rate=2000)], is_open=True, date=DAY)
    assert shop.figures("on_hand") == (4, 7, 2)
    assert shop.figures("physical_on_hand") == (10, 10, 5)
    assert (shop.booked("cogs_default"), shop.booked("inventory_asset")) == (690, 610)
    shop.proven()
    mark_invoice_shipped(shop.ctx, invoice_id=invoice)
    assert shop.figures("physical_on_hand") == (4, 7, 2)
    shop.proven()
    (sold,) = lines_of(shop.ctx, INVOICE, invoice)
    # Another recipe is for sales to come; what was sold stays what it was.
    update_item(shop.ctx, item_id=shop.kit, fields={"components": [{"item_id": shop.tin, "quantity_micro": MICRO}]})
    update_document(shop.ctx, kind=INVOICE, document_id=invoice, fields={"notes": "Thank you"})
    assert shop.figures("on_hand") == (4, 7, 7)
    receive_stock(shop.ctx, shop.tea, 10, 500, date(2026, 10, 5))
    credit_invoice(shop.ctx, invoice_id=invoice, quantities={sold: Decimal(2)}, fields={"date": date(2026, 10, 6)})
    assert shop.figures("on_hand") == (18, 9, 9)
    assert shop.booked("cogs_default") == 230  # they came back at what they had cost
    shop.proven()


def test_a_voided_invoice_gives_its_components_back(shop):
    invoice = make_invoice(shop.ctx, lines=[line(shop.kit, 3), line(shop.tea, 1)], is_open=True, date=DAY)
    assert shop.figures("on_hand") == (3, 7, 1)
    change_state(shop.ctx, kind=INVOICE, document_id=invoice, action=Action.VOID)
    assert (shop.figures("on_hand"), shop.booked("inventory_asset")) == ((10, 10, 5), 1300)
    shop.proven()


def test_an_order_of_kits_from_promise_to_return(shop):
    order = make_sales_order(shop.ctx, lines=[line(shop.kit, 4, rate=2000)])
    change_state(shop.ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    assert shop.figures("committed") == shop.figures("physical_committed") == (8, 4, 4)
    assert shop.figures("available_for_sale") == (2, 6, 1)
    (ordered,) = lines_of(shop.ctx, SALES_ORDER, order)
    packed = {"lines": [{"line_id": ordered, "quantity": Decimal(3)}]}
    package = create_package(shop.ctx, order_id=order, fields=packed)
    create_shipment(shop.ctx, fields={"package_ids": [package], "date": DAY})
    assert shop.figures("physical_on_hand") == (4, 7, 2)
    assert (shop.figures("physical_committed"), shop.figures("on_hand")) == ((2, 1, 1), (10, 10, 5))
    shop.proven()
    # Whatever becomes of the recipe, the invoice moves the goods that the shipment moved.
    update_item(shop.ctx, item_id=shop.kit, fields={"components": [{"item_id": shop.tin, "quantity_micro": MICRO}]})
    invoice_order(shop.ctx, order_id=order, quantities={ordered: Decimal(3)}, fields={"date": DAY}, is_open=True)
    assert shop.figures("on_hand")[:2] == shop.figures("physical_on_hand")[:2] == (4, 7)
    assert shop.booked("cogs_default") == 690
    row = {"source_line_id": ordered, "quantity": Decimal(1), "credit_only": Decimal(0)}
    back = create_sales_return(shop.ctx, order_id=order, fields={"lines": [row]})
    receive_sales_return(shop.ctx, return_id=back, fields={})
    assert shop.figures("physical_on_hand")[:2] == (6, 8)
    shop.proven()


def test_the_wire_tells_what_kits_are_made_of_before_and_after_they_left(shop):
    api = api_of(shop.ctx)
    order = make_sales_order(shop.ctx, lines=[line(shop.kit, 4, rate=2000), line(shop.tea, 1)])
    change_state(shop.ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    path = f"/salesorders/{order}"
    ordered, plain = api.get(path)["salesorder"]["line_items"]
    assert (plain["is_combo_product"], plain["combo_type"], plain["mapped_items"]) == (False, "", [])
    assert (ordered["is_combo_product"], ordered["combo_type"]) == (True, "kit")
    told = [(row["item_id"], row["name"], row["quantity"], row["line_item_id"]) for row in ordered["mapped_items"]]
    assert told == [(str(shop.tea), "煎茶", 8, ""), (str(shop.tin), "缶", 4, "")], "what is not counted is left out"
    packed = {"line_items": [{"so_line_item_id": ordered["line_item_id"], "quantity": 3}]}
    package = api.post("/packages", packed, salesorder_id=str(order))["package"]
    create_shipment(shop.ctx, fields={"package_ids": [int(package["package_id"])], "date": DAY})
    update_item(shop.ctx, item_id=shop.kit, fields={"components": [{"item_id": shop.tin, "quantity_micro": MICRO}]})
    tea, tin = api.get(path)["salesorder"]["line_items"][0]["mapped_items"]
    assert (tea["quantity"], tea["quantity_packed"], tea["quantity_shipped"], tea["quantity_invoiced"]) == (8, 6, 6, 0)
    (box,) = api.get(f"/packages/{package['package_id']}")["package"]["line_items"]
    assert [(row["so_line_item_id"], row["quantity"]) for row in box["mapped_items"]] == [
        (tea["line_item_id"], 6), (tin["line_item_id"], 3),
    ]  # fmt: skip
    invoice = api.post("/invoices/fromsalesorder", {}, salesorder_id=str(order))["invoice"]
    sold, _tea = invoice["line_items"]
    assert (sold["combo_type"], [row["quantity"] for row in sold["mapped_items"]]) == ("kit", [8, 4])
    assert api.post(f"/invoices/{invoice['invoice_id']}/status/sent")["code"] == 0
    sold = api.get(f"/invoices/{invoice['invoice_id']}")["invoice"]["line_items"][0]
    taken = {"item_id": str(shop.kit), "invoice_item_id": sold["line_item_id"], "quantity": 1, "rate": 2000}
    body = {"customer_id": invoice["customer_id"], "line_items": [taken]}
    (credited,) = api.post("/creditnotes", body)["creditnote"]["line_items"]
    assert [(row["invoice_item_id"], row["quantity"]) for row in credited["mapped_items"]] == [
        (row["line_item_id"], quantity) for row, quantity in zip(sold["mapped_items"], (2, 1), strict=True)
    ]
    for told in (sold, credited):
        place = {(row["location_id"], row["warehouse_id"], row["location_name"]) for row in told["mapped_items"]}
        assert place == {(told["location_id"], told["location_id"], told["location_name"])}
    back = {"line_items": [{"salesorder_item_id": ordered["line_item_id"], "quantity": 1, "non_receive_quantity": 1}]}
    made = api.post("/salesreturns", back, salesorder_id=str(order))["salesreturn"]
    (returned,) = made["line_items"]
    assert [(row["quantity"], row["non_receive_quantity"]) for row in returned["mapped_items"]] == [(2, 2), (1, 1)]
    receive = api.post("/salesreturnreceives", {}, salesreturn_id=made["salesreturn_id"])["salesreturnreceive"]
    (arrived,) = receive["line_items"]
    assert (arrived["is_combo_product"], arrived["combo_type"]) == (True, "kit")
    told = [(row["item_id"], row["name"], row["description"], row["quantity"]) for row in arrived["mapped_items"]]
    assert told == [(str(shop.tea), "煎茶", "一番茶", 2), (str(shop.tin), "缶", "", 1)]
    assert api.get(f"/salesreturns/{made['salesreturn_id']}")["salesreturn"]["salesreturnreceives"] == [receive]


def kept_parts(shop):
    with reading(shop.ctx):
        return KitPart.objects.count()


def test_components_are_forgotten_with_their_document_unless_they_moved(shop):
    order = make_sales_order(shop.ctx, lines=[line(shop.kit, 2, rate=2000)])
    change_state(shop.ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    package = create_package(shop.ctx, order_id=order, fields={})
    shipment = create_shipment(shop.ctx, fields={"package_ids": [package], "date": DAY})
    assert kept_parts(shop) == 4, "those of the order and of the package"
    delete_shipment(shop.ctx, shipment_id=shipment)
    delete_package(shop.ctx, package_id=package)
    assert kept_parts(shop) == 4, "the package moved its components: history names them"
    delete_document(shop.ctx, kind=SALES_ORDER, document_id=order)
    assert kept_parts(shop) == 2, "the order moved nothing"
    shop.proven()


@pytest.mark.parametrize("mode", ["accounting", "physical"])
def test_what_kits_take_makes_their_components_low(shop, mode):
    update_organization(shop.ctx, fields={"stock_mode": mode})
    levels = {shop.tea: 3, shop.tin: 6}
    for item_id, level in levels.items():
        update_item(shop.ctx, item_id=item_id, fields={"reorder_level_micro": level * MICRO})
    assert low(shop.ctx) == set()
    order = make_sales_order(shop.ctx, lines=[line(shop.kit, "3.5", rate=2000)])
    assert low(shop.ctx) == set(), "a draft promises nothing"
    change_state(shop.ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    assert low(shop.ctx) == {"煎茶"}, "10 less 7; 10 less 3.5 is enough"
    shop.proven()
    make_open = make_sales_order(shop.ctx, lines=[line(shop.kit, "0.5", rate=2000)])
    change_state(shop.ctx, kind=SALES_ORDER, document_id=make_open, action=Action.OPEN)
    assert low(shop.ctx) == {"煎茶", "缶"}
    package = create_package(shop.ctx, order_id=order, fields={})
    create_shipment(shop.ctx, fields={"package_ids": [package], "date": DAY})
    invoice_order(shop.ctx, order_id=order, fields={"date": DAY}, is_open=True)
    assert low(shop.ctx) == {"煎茶", "缶"}, "what left is not there any more, what is committed neither"
    shop.proven()
