"""Two purchase orders of one sales order change at once: the order follows both."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Timer

import pytest
from django.db import connection, connections

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.platform.work import reading, unit_of_work
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.reporting.queries.verify import verify
from daicho.sales.kinds import SALES_ORDER
from daicho.sales.models import SalesOrder, SalesOrderLine
from tests.build.bills import bill_order
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.purchases import make_purchase_order
from tests.build.sales import make_sales_order

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture(autouse=True)
def _only_with_row_locks():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")


def test_a_bill_and_a_cancellation_at_once_leave_nothing_to_wait_for():
    ctx = make_organization()
    item = make_item(ctx, item_type="inventory")
    order = make_sales_order(ctx, make_customer(ctx), [line(item, 10)])
    change_state(ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    with reading(ctx):
        line_id = SalesOrderLine.objects.get(document_id=order).id
    served = {"source_id": order, "sourcing": "backordered"}
    first, second = (
        make_purchase_order(ctx, make_vendor(ctx), [{**line(item, count), "source_line_id": line_id}], **served)
        for count in (4, 6)
    )
    for purchase in (first, second):
        change_state(ctx, kind=PURCHASE_ORDER, document_id=purchase, action=Action.OPEN)
    is_billed, cancels = Event(), Event()

    def billing():
        try:
            with unit_of_work(ctx):
                bill_order(ctx, first)
                is_billed.set()
                cancels.wait(20)
        finally:
            is_billed.set()
            connections.close_all()

    def cancelling():
        try:
            assert is_billed.wait(20)
            Timer(0.5, cancels.set).start()  # by then it waits for the sales order
            change_state(ctx, kind=PURCHASE_ORDER, document_id=second, action=Action.CANCEL)
        finally:
            cancels.set()
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(billing), pool.submit(cancelling)]:
            done.result(60)
    with reading(ctx):
        assert SalesOrder.objects.get(id=order).state == "open"
    assert verify(ctx) == []
