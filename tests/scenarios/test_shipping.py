"""Stories of packing and shipping: stock and marks are right after every step, and verification finds nothing."""

from datetime import date
from decimal import Decimal

import pytest

from daicho.catalog.queries.stock_figures import stock_figures
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.create_document import create_document
from daicho.documents.core.state import Action
from daicho.documents.queries.document_view import document_view
from daicho.kernel.errors import RuleBroken
from daicho.kernel.measure import MICRO
from daicho.platform.work import reading, unit_of_work
from daicho.purchases.commands.create_purchase_receive import create_purchase_receive
from daicho.purchases.kinds import BILL, PURCHASE_ORDER
from daicho.reporting.queries.verify import verify
from daicho.sales.commands.cancel_order_items import cancel_order_items
from daicho.sales.commands.create_package import create_package
from daicho.sales.commands.create_shipment import create_shipment
from daicho.sales.commands.delete_package import delete_package
from daicho.sales.commands.delete_shipment import delete_shipment
from daicho.sales.commands.invoice_order import invoice_order
from daicho.sales.commands.mark_invoice_shipped import mark_invoice_shipped
from daicho.sales.commands.mark_shipment_delivered import mark_shipment_delivered
from daicho.sales.commands.update_package import update_package
from daicho.sales.commands.update_shipment import update_shipment
from daicho.sales.kinds import INVOICE, SALES_ORDER
from daicho.sales.models import PackageLine, SalesOrder
from tests.build.bills import bill_order
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.purchases import make_purchase_order
from tests.build.sales import make_sales_order

pytestmark = pytest.mark.django_db


class Shop:
    """A tea shop with 20 of each tea, bought and received, and what is asked of it after each step."""

    def __init__(self):
        self.ctx = make_organization(country="JP", application="inventory")
        self.customer = make_customer(self.ctx)
        self.green, self.black = (make_item(self.ctx, name) for name in ("Green", "Black"))
        lines = [line(self.green, 20, rate=100), line(self.black, 20, rate=200)]
        order = make_purchase_order(self.ctx, lines=lines, date=date(2026, 11, 1))
        change_state(self.ctx, kind=PURCHASE_ORDER, document_id=order, action=Action.OPEN)
        create_purchase_receive(self.ctx, order_id=order, fields={"date": date(2026, 11, 2)})
        bill = bill_order(self.ctx, order)
        with reading(self.ctx):
            assert document_view(self.ctx, kind=BILL, document_id=bill).lines

    def order(self, green, black):
        lines = [line(self.green, green, rate=300), line(self.black, black, rate=500)]
        order = make_sales_order(self.ctx, self.customer, lines, date=date(2026, 11, 3))
        change_state(self.ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
        return order

    def pack(self, order, **quantities):
        with reading(self.ctx):
            lines = document_view(self.ctx, kind=SALES_ORDER, document_id=order).lines
        names = {self.green: "green", self.black: "black"}
        chosen = [
            {"line_id": row.line_id, "quantity": Decimal(quantities[names[row.item_id]])}
            for row in lines
            if names[row.item_id] in quantities
        ]
        return create_package(self.ctx, order_id=order, fields={"lines": chosen} if chosen else {})

    def ship(self, *packages, **fields):
        return create_shipment(self.ctx, fields={"package_ids": packages, "date": date(2026, 11, 5), **fields})

    def stock(self, item_id):
        """Accounting and physical on hand, and what each has committed."""
        with reading(self.ctx):
            found = stock_figures(self.ctx, item_ids=[item_id])[item_id].figures
        figures = (found.on_hand, found.physical_on_hand, found.committed, found.physical_committed)
        return tuple(figure // MICRO for figure in figures)

    def marks(self, order):
        with reading(self.ctx):
            columns = ("state", "packed_status", "shipped_status", "invoiced_status")
            return SalesOrder.objects.values_list(*columns).get(id=order)

    def is_tied_out(self):
        assert verify(self.ctx) == []


@pytest.fixture
def shop():
    return Shop()


def test_two_packages_go_in_one_shipment_arrive_and_are_invoiced(shop):
    order = shop.order(8, 4)
    assert (shop.stock(shop.green), shop.stock(shop.black)) == ((20, 20, 8, 8), (20, 20, 4, 4))
    first, second = shop.pack(order, green=5), shop.pack(order, green=3, black=4)
    assert shop.marks(order) == ("open", "packed", "", "")
    assert shop.stock(shop.green) == (20, 20, 8, 8), "packing moves nothing"
    shipment = shop.ship(first, second, delivery_method="ヤマト運輸", tracking_number="1")
    assert (shop.stock(shop.green), shop.stock(shop.black)) == ((20, 12, 8, 0), (20, 16, 4, 0))
    shop.is_tied_out()
    mark_shipment_delivered(shop.ctx, shipment_id=shipment, day=date(2026, 11, 7))
    assert shop.marks(order) == ("open", "packed", "shipped", "")
    invoice = invoice_order(shop.ctx, order_id=order, is_open=True)
    assert (shop.stock(shop.green), shop.stock(shop.black)) == ((12, 12, 0, 0), (16, 16, 0, 0))
    assert shop.marks(order) == ("closed", "packed", "shipped", "invoiced")
    shop.is_tied_out()
    change_state(shop.ctx, kind=INVOICE, document_id=invoice, action=Action.VOID)
    assert shop.marks(order) == ("open", "packed", "shipped", "")
    assert shop.stock(shop.green) == (20, 12, 8, 0)
    shop.is_tied_out()


def test_everything_goes_in_parts(shop):
    order = shop.order(8, 4)
    invoice = invoice_order(shop.ctx, order_id=order, quantities=_of(shop, order, green=3), is_open=True)
    assert shop.stock(shop.green) == (17, 20, 5, 8)
    one = shop.ship(shop.pack(order, green=2))
    assert shop.stock(shop.green) == (17, 18, 5, 6)
    assert shop.marks(order) == ("open", "partially_packed", "partially_shipped", "partially_invoiced")
    shop.is_tied_out()
    package = shop.pack(order, green=4, black=1)
    update_package(shop.ctx, package_id=package, fields={"notes": "冷蔵"})
    two = shop.ship(package)
    update_shipment(shop.ctx, shipment_id=two, fields={"date": date(2026, 11, 6), "number": "S-2"})
    assert (shop.stock(shop.green), shop.stock(shop.black)) == ((17, 14, 5, 2), (20, 19, 4, 3))
    shop.is_tied_out()
    cancel_order_items(shop.ctx, order_id=order)
    assert shop.marks(order)[:3] == ("open", "packed", "shipped")
    assert (shop.stock(shop.green)[2:], shop.stock(shop.black)[2:]) == ((3, 0), (1, 0))
    rest = invoice_order(shop.ctx, order_id=order, is_open=True)
    assert shop.marks(order) == ("closed", "packed", "shipped", "invoiced")
    assert (shop.stock(shop.green), shop.stock(shop.black)) == ((14, 14, 0, 0), (19, 19, 0, 0))
    shop.is_tied_out()
    delete_shipment(shop.ctx, shipment_id=one)
    assert shop.stock(shop.green) == (14, 16, 0, 2)
    with pytest.raises(RuleBroken):
        delete_package(shop.ctx, package_id=package)
    change_state(shop.ctx, kind=INVOICE, document_id=rest, action=Action.VOID)
    change_state(shop.ctx, kind=INVOICE, document_id=invoice, action=Action.VOID)
    delete_shipment(shop.ctx, shipment_id=two)
    assert (shop.stock(shop.green), shop.stock(shop.black)) == ((20, 20, 6, 6), (20, 20, 1, 1))
    assert shop.marks(order) == ("open", "packed", "", "")
    shop.is_tied_out()


def _of(shop, order, **quantities):
    names = {"green": shop.green, "black": shop.black}
    with reading(shop.ctx):
        lines = document_view(shop.ctx, kind=SALES_ORDER, document_id=order).lines
    return {
        row.line_id: Decimal(quantities[name]) for row in lines for name in quantities if names[name] == row.item_id
    }


def test_an_invoice_marked_as_shipped_and_a_shipment_move_the_goods_once_each(shop):
    order = shop.order(4, 2)
    shop.ship(shop.pack(order))
    invoice_order(shop.ctx, order_id=order, is_open=True)
    alone = {"contact_id": shop.customer, "lines": [line(shop.green, 1, rate=300)]}
    invoice = create_document(shop.ctx, kind=INVOICE, fields=alone, is_open=True)
    mark_invoice_shipped(shop.ctx, invoice_id=invoice)
    assert shop.stock(shop.green) == (15, 15, 0, 0)
    shop.is_tied_out()


def test_verification_names_what_was_tampered_with(shop):
    order = shop.order(4, 2)
    package = shop.pack(order, green=3)
    shop.ship(package)
    with unit_of_work(shop.ctx):
        SalesOrder.objects.filter(id=order).update(packed_status="packed")
        PackageLine.objects.filter(package_id=package).update(quantity_micro=2 * MICRO)
    assert {found.check for found in verify(shop.ctx)} == {"order marks", "shipped goods"}
