"""What stands between the stocks is added up from every movement of one stock alone: it grows with these, no faster."""

from datetime import date
from decimal import Decimal

from django.db.models import Model

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.kernel.context import Ctx
from daicho.platform.work import reading, unit_of_work
from daicho.purchases.commands.create_purchase_receive import create_purchase_receive
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.purchases.models import BillLine, PurchaseOrderLine, PurchaseReceiveLine
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.report import Parameters
from daicho.stock.models import StockEventRow
from tests.build.bills import bill_order
from tests.build.context import NOW
from tests.build.organization import make_organization
from tests.build.purchases import make_purchase_order
from tests.build.returns import lines_of
from tests.performance.histories import analyze, copy_rows
from tests.performance.registry import Measurement, benchmark, compare

END = date(2099, 12, 31)
_COPIED: dict[type[Model], tuple[str, ...]] = {
    PurchaseOrderLine: ("id",),
    BillLine: ("id", "source_line_id"),
    PurchaseReceiveLine: ("id", "order_line_id"),
    StockEventRow: ("id", "line_id", "source_id"),
}


@benchmark("stockbridge_100k")
def stockbridge_100k() -> Measurement:
    """Ask for both stocks after 100,000 movements of one alone, against 10,000 (at most 12, as the next)."""
    return _measure(is_past=False)


@benchmark("stockbridge_past_100k")
def stockbridge_past_100k() -> Measurement:
    """Ask for what was known of them at a moment."""
    return _measure(is_past=True)


def _measure(*, is_past: bool) -> Measurement:
    large, small = (_bought(orders) for orders in (50_000, 5_000))
    known_at = NOW if is_past else None

    def ask(ctx: Ctx) -> None:
        with reading(ctx):
            report = REPORTS["stockbridge"].query(ctx, parameters=Parameters(END, END, known_at))
        assert [row["received_not_billed"] for row in report.rows if row["received_not_billed"]] == [1]

    return compare(lambda: ask(large), lambda: ask(small), repetitions=5)


def _bought(orders: int) -> Ctx:
    """Return an organisation with so many lines of orders that were received and billed, and one received alone."""
    ctx = make_organization(country="JP", application="inventory")
    bill_order(ctx, _received(ctx))
    with unit_of_work(ctx):
        for model, ids in _COPIED.items():
            copy_rows(model, orders, *ids)
    _received(ctx, 1)
    analyze()
    return ctx


def _received(ctx: Ctx, quantity: int = 2) -> int:
    """Return an order of two of a new item of which so many arrived."""
    order = make_purchase_order(ctx)
    change_state(ctx, kind=PURCHASE_ORDER, document_id=order, action=Action.OPEN)
    rows = [{"line_id": line, "quantity": Decimal(quantity)} for line in lines_of(ctx, PURCHASE_ORDER, order)]
    create_purchase_receive(ctx, order_id=order, fields={"date": NOW.date(), "lines": rows})
    return order
