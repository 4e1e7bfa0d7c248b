"""Packages and shipments: what leaves of an order, and what refuses it."""

from datetime import date
from decimal import Decimal

import pytest

from daicho.catalog.queries.stock_figures import stock_figures
from daicho.contacts.commands.merge_contacts import merge_contacts
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.state import Action
from daicho.documents.queries.document_view import document_view
from daicho.kernel.errors import InvalidInput, NotFound, RuleBroken
from daicho.kernel.measure import MICRO
from daicho.ledger.commands.set_lock import set_lock
from daicho.ledger.core.locks import Scope
from daicho.ledger.models import JournalLine
from daicho.organizations.commands.update_organization import update_organization
from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.sales.commands.cancel_order_items import cancel_order_items
from daicho.sales.commands.create_package import create_package
from daicho.sales.commands.create_shipment import create_shipment
from daicho.sales.commands.delete_package import delete_package
from daicho.sales.commands.delete_shipment import delete_shipment
from daicho.sales.commands.invoice_order import invoice_order
from daicho.sales.commands.mark_invoice_shipped import mark_invoice_shipped
from daicho.sales.commands.mark_shipment_delivered import mark_shipment_delivered
from daicho.sales.commands.reopen_order_items import reopen_order_items
from daicho.sales.commands.update_package import update_package
from daicho.sales.commands.update_shipment import update_shipment
from daicho.sales.core.package import State
from daicho.sales.kinds import INVOICE, SALES_ORDER
from daicho.sales.models import SalesOrder, Shipment
from daicho.sales.queries.package_detail import package_detail
from daicho.sales.queries.related_documents import related_documents
from daicho.sales.queries.shipment_detail import shipment_detail
from daicho.stock.commands.create_location import create_location
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.sales import make_invoice, make_sales_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization(country="JP", application="inventory")


class Ordered:
    """A confirmed order of ten teas and a service."""

    def __init__(self, ctx, customer=None, quantity=10, **fields):
        self.ctx = ctx
        self.tea, self.customer = make_item(ctx, "Tea"), customer or make_customer(ctx)
        service = make_item(ctx, "Tasting", item_type="sales", product_type="service")
        lines = [line(self.tea, quantity), line(service, 1)]
        self.order = make_sales_order(ctx, self.customer, lines=lines, **fields)
        change_state(ctx, kind=SALES_ORDER, document_id=self.order, action=Action.OPEN)
        with reading(ctx):
            view = document_view(ctx, kind=SALES_ORDER, document_id=self.order)
        self.tea_line, self.service_line = (row.line_id for row in view.lines)

    def pack(self, quantity=None, **fields):
        lines = None if quantity is None else [{"line_id": self.tea_line, "quantity": Decimal(quantity)}]
        return create_package(self.ctx, order_id=self.order, fields=fields | ({"lines": lines} if lines else {}))

    def ship(self, *packages, **fields):
        return create_shipment(self.ctx, fields={"package_ids": packages, **fields})

    def invoice(self, quantity=None):
        quantities = None if quantity is None else {self.tea_line: Decimal(quantity)}
        return invoice_order(self.ctx, order_id=self.order, quantities=quantities, is_open=True)

    def stock(self):
        """Accounting and physical on hand, what each has committed, to be packed, to be shipped."""
        with reading(self.ctx):
            found = stock_figures(self.ctx, item_ids=[self.tea])[self.tea].figures
        figures = (
            found.on_hand, found.physical_on_hand, found.committed, found.physical_committed, found.to_be_packed,
            found.to_be_shipped,
        )  # fmt: skip
        return tuple(figure // MICRO for figure in figures)

    def marks(self):
        columns = ("state", "invoiced_status", "packed_status", "shipped_status")
        with reading(self.ctx):
            return SalesOrder.objects.values_list(*columns).get(id=self.order)


@pytest.fixture
def ordered(ctx):
    return Ordered(ctx)


def shown(ctx, package):
    with reading(ctx):
        return package_detail(ctx, package_id=package)


def test_packing_moves_nothing_and_shipping_the_physical_stock_alone(ctx, ordered):
    package = ordered.pack(4)
    assert ordered.stock() == (0, 0, 10, 10, 6, 10)
    assert ordered.marks() == ("open", "", "partially_packed", "")
    assert shown(ctx, package).state is State.NOT_SHIPPED
    shipment = ordered.ship(package)
    assert ordered.stock() == (0, -4, 10, 6, 6, 6)
    assert ordered.marks() == ("open", "", "partially_packed", "partially_shipped")
    with reading(ctx):
        assert not JournalLine.objects.exists()
    mark_shipment_delivered(ctx, shipment_id=shipment)
    assert shown(ctx, package).state is State.DELIVERED
    mark_shipment_delivered(ctx, shipment_id=shipment)
    mark_shipment_delivered(ctx, shipment_id=shipment, is_delivered=False)
    assert shown(ctx, package).state is State.SHIPPED
    delete_shipment(ctx, shipment_id=shipment)
    assert (ordered.stock(), shown(ctx, package).state) == ((0, 0, 10, 10, 6, 10), State.NOT_SHIPPED)
    delete_package(ctx, package_id=package)
    assert (ordered.stock(), ordered.marks()) == ((0, 0, 10, 10, 10, 10), ("open", "", "", ""))
    for gone in (lambda: delete_package(ctx, package_id=package), lambda: delete_shipment(ctx, shipment_id=shipment)):
        with pytest.raises(NotFound):
            gone()
    assert verify(ctx) == []


def test_what_is_committed_falls_by_invoices_here_and_shipments_there(ordered):
    ordered.invoice(3)
    assert ordered.stock()[2:4] == (7, 10)
    ordered.ship(ordered.pack(2))
    assert ordered.stock()[2:4] == (7, 8)


@pytest.mark.parametrize("closing", ["invoiced", "shipped", "invoiced_and_shipped"])
def test_an_order_is_closed_by_the_preference_and_can_be_finished_afterwards(ctx, ordered, closing):
    update_organization(ctx, fields={"sales_order_closing": closing})
    shipment = ordered.ship(ordered.pack())
    assert ordered.marks() == ("closed" if closing == "shipped" else "open", "", "packed", "shipped")
    invoice = ordered.invoice()
    assert ordered.marks() == ("closed", "invoiced", "packed", "shipped")
    delete_shipment(ctx, shipment_id=shipment)
    assert ordered.marks() == ("closed" if closing == "invoiced" else "open", "invoiced", "packed", "")
    change_state(ctx, kind=INVOICE, document_id=invoice, action=Action.VOID)
    assert ordered.marks() == ("open", "", "packed", "")
    assert verify(ctx) == []


def test_an_invoice_of_shipped_goods_moves_no_physical_stock(ctx, ordered):
    ordered.ship(ordered.pack())
    ordered.invoice()
    assert ordered.stock() == (-10, -10, 0, 0, 0, 0)
    other = Ordered(ctx, ordered.customer)
    alone = make_invoice(ctx, ordered.customer, lines=[line(other.tea, 1)], is_open=True)
    mark_invoice_shipped(ctx, invoice_id=alone)
    assert other.stock()[:2] == (-1, -1)
    lines = [line(other.tea, 1), line(other.tea, 2, source_line_id=other.tea_line)]
    update_document(ctx, kind=INVOICE, document_id=alone, fields={"lines": lines})
    assert other.stock()[:2] == (-3, -1)
    assert verify(ctx) == []


@pytest.mark.parametrize(
    ("quantity", "code"), [("11", 4806), ("0", 2), ("-1", 2), ("0.0000001", 2), ("99999999999999999", 2)]
)
def test_not_more_is_packed_than_was_ordered(ordered, quantity, code):
    with pytest.raises((RuleBroken, InvalidInput)) as caught:
        ordered.pack(quantity)
    assert caught.value.code == code
    assert ordered.marks() == ("open", "", "", "")


def test_services_are_not_packed_and_nothing_is_packed_twice(ctx, ordered):
    with pytest.raises(InvalidInput):
        create_package(
            ctx,
            order_id=ordered.order,
            fields={"lines": [{"line_id": ordered.service_line, "quantity": Decimal(1)}]},
        )
    ordered.pack()
    with pytest.raises(RuleBroken) as caught:
        ordered.pack()
    assert caught.value.code == 4806


def test_two_lines_of_one_package_may_take_of_the_same_line(ctx, ordered):
    lines = [{"line_id": ordered.tea_line, "quantity": Decimal(quantity)} for quantity in (3, 4)]
    package = create_package(ctx, order_id=ordered.order, fields={"lines": lines})
    assert [row.quantity // MICRO for row in shown(ctx, package).lines] == [3, 4]
    update_package(ctx, package_id=package, fields={"lines": lines, "number": "PKG-X"})
    assert (shown(ctx, package).number, ordered.stock()[4]) == ("PKG-X", 3)


@pytest.mark.parametrize("action", [None, Action.VOID])
def test_only_a_confirmed_order_is_packed(ctx, action):
    order = make_sales_order(ctx)
    if action:
        change_state(ctx, kind=SALES_ORDER, document_id=order, action=action)
    with pytest.raises(RuleBroken) as caught:
        create_package(ctx, order_id=order, fields={})
    assert caught.value.code == 4805


def test_a_packed_order_stays_as_it_is(ctx, ordered):
    package = ordered.pack(1)
    attempts = (
        lambda: update_document(ctx, kind=SALES_ORDER, document_id=ordered.order, fields={"notes": "x"}),
        lambda: delete_document(ctx, kind=SALES_ORDER, document_id=ordered.order),
        lambda: change_state(ctx, kind=SALES_ORDER, document_id=ordered.order, action=Action.VOID),
    )
    for attempt in attempts:
        with pytest.raises(RuleBroken) as caught:
            attempt()
        assert caught.value.code == 36
    delete_package(ctx, package_id=package)
    attempts[0]()


def test_a_shipped_package_stays_as_it_is(ctx, ordered):
    package = ordered.pack(1)
    ordered.ship(package)
    for attempt in (update_package, delete_package):
        with pytest.raises(RuleBroken) as caught:
            attempt(ctx, package_id=package, **({"fields": {"notes": "x"}} if attempt is update_package else {}))
        assert caught.value.code == 4807


def test_a_shipment_takes_packages_of_one_customer_once(ctx, ordered):
    stranger = Ordered(ctx)
    same = Ordered(ctx, ordered.customer)
    packages = [ordered.pack(2), same.pack(3)]
    for wrong, code in (([packages[0], stranger.pack(1)], 4808), ([], 4), ([packages[0], 1], 2)):
        with pytest.raises((RuleBroken, InvalidInput)) as caught:
            ordered.ship(*wrong)
        assert caught.value.code == code
    shipment = ordered.ship(*packages, delivery_method="ヤマト運輸", tracking_number="1234-5678")
    with reading(ctx):
        view = shipment_detail(ctx, shipment_id=shipment)
        found = related_documents(ctx, kind="shipment", document_id=shipment)
    assert (view.carrier, view.tracking_number, len(view.packages)) == ("ヤマト運輸", "1234-5678", 2)
    assert [row.kind for row in found] == ["salesorder", "salesorder", "package", "package"]
    with pytest.raises(RuleBroken) as caught:
        ordered.ship(packages[0])
    assert caught.value.code == 4808
    update_shipment(ctx, shipment_id=shipment, fields={"package_ids": [packages[1]], "date": date(2026, 11, 20)})
    assert (ordered.stock()[1], same.stock()[1]) == (0, -3)
    assert (ordered.marks()[3], same.marks()[3]) == ("", "partially_shipped")
    assert verify(ctx) == []


def test_goods_leave_where_the_order_says(ctx, ordered):
    place = create_location(ctx, fields={"name": "倉庫"})
    other = Ordered(ctx, location_id=place)
    other.ship(other.pack(2))
    with reading(ctx):
        rows = stock_figures(ctx, item_ids=[other.tea])[other.tea].locations
    assert {row.location_id: row.figures.physical_on_hand // MICRO for row in rows if row.figures.physical_on_hand} == {
        place: -2
    }


def test_a_shortage_refuses_where_the_organisation_wants_it(ctx, ordered):
    update_organization(ctx, fields={"negative_stock": "block"})
    package = ordered.pack(2)
    with pytest.raises(RuleBroken) as caught:
        ordered.ship(package)
    assert caught.value.code == 4953
    assert shown(ctx, package).state is State.NOT_SHIPPED
    with reading(ctx):
        assert not Shipment.objects.exists()


def test_nothing_is_shipped_into_a_locked_period_or_out_of_it(ctx, ordered):
    shipment = ordered.ship(ordered.pack(2), date=date(2026, 11, 10))
    package = ordered.pack(1)
    set_lock(ctx, fields={"scope": Scope.SALES, "until": date(2026, 11, 10), "reason": "closed"})
    attempts = (
        lambda: ordered.ship(package, date=date(2026, 11, 10)),
        lambda: update_shipment(ctx, shipment_id=shipment, fields={"date": date(2026, 11, 12)}),
        lambda: delete_shipment(ctx, shipment_id=shipment),
    )
    for attempt in attempts:
        with pytest.raises(RuleBroken) as caught:
            attempt()
        assert caught.value.code == 4310
    mark_shipment_delivered(ctx, shipment_id=shipment, day=date(2026, 11, 11))
    ordered.ship(package, date=date(2026, 11, 11))


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"tracking_number": "x" * 101}, "tracking_number"),
        ({"shipping_charge": Decimal("0.5")}, "shipping_charge"),
        ({"shipping_charge": Decimal(-1)}, "shipping_charge"),
        ({"exchange_rate": Decimal(0)}, "exchange_rate"),
        ({"delivery_method_id": 77}, "delivery_method_id"),
        ({"person_ids": [77]}, "contact_persons"),
        ({"date": date(2026, 11, 10), "expected_on": date(2026, 11, 9)}, "expected_delivery_date"),
    ],
)
def test_what_a_shipment_cannot_say_is_told_by_its_name(ordered, fields, name):
    package = ordered.pack(1)
    with pytest.raises(InvalidInput) as caught:
        ordered.ship(package, **fields)
    assert [error.field for error in caught.value.errors] == [name]


def test_goods_do_not_arrive_before_they_leave(ctx, ordered):
    shipment = ordered.ship(ordered.pack(1), date=date(2026, 11, 10))
    with pytest.raises(InvalidInput):
        mark_shipment_delivered(ctx, shipment_id=shipment, day=date(2026, 11, 9))
    mark_shipment_delivered(ctx, shipment_id=shipment, day=date(2026, 11, 12))
    with pytest.raises(InvalidInput):
        update_shipment(ctx, shipment_id=shipment, fields={"date": date(2026, 11, 13)})


def test_what_is_left_is_cancelled_and_wanted_again(ctx, ordered):
    with pytest.raises(RuleBroken) as caught:
        cancel_order_items(ctx, order_id=ordered.order)
    assert caught.value.code == 4810
    ordered.ship(ordered.pack(4))
    ordered.invoice(6)
    cancel_order_items(ctx, order_id=ordered.order)
    assert ordered.stock()[2:] == (0, 2, 2, 2)
    assert ordered.marks() == ("open", "invoiced", "partially_packed", "partially_shipped")
    with pytest.raises(RuleBroken) as caught:
        cancel_order_items(ctx, order_id=ordered.order)
    assert caught.value.code == 4809
    with pytest.raises(RuleBroken) as caught:
        ordered.pack(3)
    assert caught.value.code == 4806
    ordered.ship(ordered.pack())
    assert ordered.marks()[0] == "closed"
    reopen_order_items(ctx, order_id=ordered.order)
    assert ordered.marks() == ("open", "partially_invoiced", "partially_packed", "partially_shipped")
    with pytest.raises(RuleBroken) as caught:
        reopen_order_items(ctx, order_id=ordered.order)
    assert caught.value.code == 4809
    assert verify(ctx) == []


def test_what_stands_on_a_draft_of_an_invoice_is_not_cancelled(ctx, ordered):
    ordered.ship(ordered.pack(1))
    draft = invoice_order(ctx, order_id=ordered.order, quantities={ordered.tea_line: Decimal(7)})
    cancel_order_items(ctx, order_id=ordered.order)
    change_state(ctx, kind=INVOICE, document_id=draft, action=Action.OPEN)
    assert ordered.marks()[1] == "invoiced"


def test_numbers_are_given_once(ctx, ordered):
    first = ordered.pack(1, number="P-1")
    with pytest.raises(InvalidInput):
        ordered.pack(1, number="P-1")
    second = ordered.pack(1)
    with pytest.raises(InvalidInput):
        update_package(ctx, package_id=second, fields={"number": "P-1"})
    ordered.ship(first, number="S-1")
    with pytest.raises(InvalidInput):
        ordered.ship(second, number="S-1")


def test_shipments_follow_a_merge_of_customers(ctx, ordered):
    shipment = ordered.ship(ordered.pack(1))
    other = make_customer(ctx, contact_name="Another")
    merge_contacts(ctx, contact_id=other, merged_ids=[ordered.customer])
    with reading(ctx):
        assert shipment_detail(ctx, shipment_id=shipment).customer_id == other
