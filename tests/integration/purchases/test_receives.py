"""Purchase receives: physical stock only, never more than was ordered, the order's marks follow."""

from datetime import date
from decimal import Decimal

import pytest

from daicho.catalog.queries.stock_figures import stock_figures
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.state import Action
from daicho.documents.queries.document_view import document_view
from daicho.kernel.errors import InvalidInput, NotFound, RuleBroken
from daicho.kernel.measure import MICRO
from daicho.ledger.models import JournalLine
from daicho.platform.work import reading
from daicho.purchases.commands.cancel_order_items import cancel_order_items
from daicho.purchases.commands.change_receive_state import change_receive_state
from daicho.purchases.commands.create_purchase_receive import create_purchase_receive
from daicho.purchases.commands.delete_purchase_receive import delete_purchase_receive
from daicho.purchases.commands.reopen_order_items import reopen_order_items
from daicho.purchases.commands.update_purchase_receive import update_purchase_receive
from daicho.purchases.core.receive import Action as ReceiveAction
from daicho.purchases.core.receive import State
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.purchases.models import PurchaseOrder
from daicho.purchases.queries.awaited_goods import awaited_goods
from daicho.purchases.queries.receive_detail import receive_detail
from daicho.reporting.queries.verify import verify
from tests.build.catalog import make_item
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.purchases import make_purchase_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization(application="inventory")


class Ordered:
    """An issued order of ten teas and a service."""

    def __init__(self, ctx):
        self.ctx, self.tea = ctx, make_item(ctx, "Tea")
        service = make_item(ctx, "Tasting", item_type="purchases", product_type="service")
        self.order = make_purchase_order(ctx, lines=[line(self.tea, 10), line(service, 1)])
        change_state(ctx, kind=PURCHASE_ORDER, document_id=self.order, action=Action.OPEN)
        with reading(ctx):
            view = document_view(ctx, kind=PURCHASE_ORDER, document_id=self.order)
        self.tea_line, self.service_line = (row.line_id for row in view.lines)

    def receive(self, quantity=None, **fields):
        lines = None if quantity is None else [{"line_id": self.tea_line, "quantity": Decimal(quantity)}]
        given = fields | ({"lines": lines} if lines else {})
        return create_purchase_receive(self.ctx, order_id=self.order, fields=given)

    def stock(self):
        with reading(self.ctx):
            figures = stock_figures(self.ctx, item_ids=[self.tea])[self.tea].figures
        return figures.on_hand // MICRO, figures.physical_on_hand // MICRO, figures.to_be_received // MICRO

    def marks(self):
        with reading(self.ctx):
            return PurchaseOrder.objects.values_list("state", "received_status", "billed_status").get(id=self.order)


@pytest.fixture
def ordered(ctx):
    return Ordered(ctx)


def test_goods_in_transit_move_nothing_and_received_ones_only_the_physical_stock(ctx, ordered):
    on_the_way = ordered.receive(4, state=State.IN_TRANSIT)
    assert (ordered.stock(), ordered.marks()) == ((0, 0, 10), ("open", "", ""))
    change_receive_state(ctx, receive_id=on_the_way, action=ReceiveAction.RECEIVE, day=date(2026, 11, 20))
    assert (ordered.stock(), ordered.marks()) == ((0, 4, 6), ("open", "partially_received", ""))
    everything = ordered.receive()
    with reading(ctx):
        assert [row.quantity // MICRO for row in receive_detail(ctx, receive_id=everything).lines] == [6]
        assert not JournalLine.objects.exists()
    assert (ordered.stock(), ordered.marks()) == ((0, 10, 0), ("open", "received", ""))
    delete_purchase_receive(ctx, receive_id=on_the_way)
    assert (ordered.stock(), ordered.marks()) == ((0, 6, 4), ("open", "partially_received", ""))
    with pytest.raises(NotFound):
        delete_purchase_receive(ctx, receive_id=on_the_way)
    assert verify(ctx) == []


def test_a_receive_changes_and_its_movements_follow(ctx, ordered):
    receive = ordered.receive(4)
    with reading(ctx):
        own = receive_detail(ctx, receive_id=receive).lines[0].line_id
    fields = {"number": "PR-9", "lines": [{"line_id": own, "quantity": Decimal(7)}]}
    update_purchase_receive(ctx, receive_id=receive, fields=fields)
    assert ordered.stock() == (0, 7, 3)
    with reading(ctx):
        view = receive_detail(ctx, receive_id=receive)
    assert (view.number, view.lines[0].line_id) == ("PR-9", own)
    change_receive_state(ctx, receive_id=receive, action=ReceiveAction.SEND)
    assert ordered.stock() == (0, 0, 10)
    assert verify(ctx) == []


@pytest.mark.parametrize(
    ("quantity", "code"), [("11", 4852), ("0", 2), ("-1", 2), ("0.0000001", 2), ("99999999999999999", 2)]
)
def test_not_more_is_received_than_was_ordered(ordered, quantity, code):
    with pytest.raises((RuleBroken, InvalidInput)) as caught:
        ordered.receive(quantity)
    assert caught.value.code == code
    assert ordered.stock() == (0, 0, 10)


def test_what_is_in_transit_is_not_received_twice(ordered):
    ordered.receive(8, state=State.IN_TRANSIT)
    with pytest.raises(RuleBroken) as caught:
        ordered.receive(3)
    assert caught.value.code == 4852


def test_services_and_strange_lines_are_not_received(ctx, ordered):
    for line_id in (ordered.service_line, 1):
        with pytest.raises(InvalidInput):
            create_purchase_receive(
                ctx, order_id=ordered.order, fields={"lines": [{"line_id": line_id, "quantity": Decimal(1)}]}
            )


def test_an_order_that_is_not_issued_receives_nothing(ctx):
    order = make_purchase_order(ctx)
    with pytest.raises(RuleBroken) as caught:
        create_purchase_receive(ctx, order_id=order, fields={})
    assert caught.value.code == 4851


def test_an_order_that_was_partly_received_is_kept_and_only_its_remainder_cancelled(ctx, ordered):
    with pytest.raises(RuleBroken) as nothing:
        cancel_order_items(ctx, order_id=ordered.order)
    ordered.receive(4)
    refusals = [nothing]
    for refused in (
        lambda: delete_document(ctx, kind=PURCHASE_ORDER, document_id=ordered.order),
        lambda: update_document(ctx, kind=PURCHASE_ORDER, document_id=ordered.order, fields={"notes": "x"}),
        lambda: change_state(ctx, kind=PURCHASE_ORDER, document_id=ordered.order, action=Action.CANCEL),
        lambda: reopen_order_items(ctx, order_id=ordered.order),
    ):
        with pytest.raises(RuleBroken) as caught:
            refused()
        refusals.append(caught)
    assert [caught.value.code for caught in refusals] == [4855, 36, 36, 36, 4854]
    cancel_order_items(ctx, order_id=ordered.order)
    assert (ordered.stock(), ordered.marks()[1]) == ((0, 4, 0), "received")
    with pytest.raises(RuleBroken):
        ordered.receive(1)
    reopen_order_items(ctx, order_id=ordered.order)
    assert (ordered.stock(), ordered.marks()[1]) == ((0, 4, 6), "partially_received")


def test_what_orders_wait_for_is_read_at_once_and_of_the_asked_items_alone(ctx, django_assert_num_queries):
    first, second = Ordered(ctx), Ordered(ctx)
    with reading(ctx):
        with django_assert_num_queries(2):  # lines, locations
            found = awaited_goods(ctx, [first.tea, second.tea])
        assert {item: of.figures.to_be_received for item, of in found.items()} == {
            first.tea: 10 * MICRO,
            second.tea: 10 * MICRO,
        }
        assert set(awaited_goods(ctx, [first.tea])) == {first.tea}
