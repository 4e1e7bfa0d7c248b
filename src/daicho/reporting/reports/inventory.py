"""Reports on stock."""

from functools import partial

from daicho.kernel.text import noop as _
from daicho.reporting.core.bridge import Flow, Gap
from daicho.reporting.queries._awaited import PURCHASES, SALES, Orders
from daicho.reporting.queries.fifo_cost_lots import fifo_cost_lots
from daicho.reporting.queries.inventory_summary import inventory_summary
from daicho.reporting.queries.inventory_valuation import inventory_valuation
from daicho.reporting.queries.open_order_lines import open_order_lines
from daicho.reporting.queries.open_orders import open_orders
from daicho.reporting.queries.stock_bridge import stock_bridge
from daicho.reporting.queries.stock_gap import stock_gap
from daicho.reporting.report_kind import BOTH, ReportKind

_INVENTORY = _("Stock")

_GAPS = (
    (
        "receivednotbilled", _("Received, not billed"), Gap.RECEIVED_NOT_BILLED, Flow.PURCHASE,
        _("What arrived and no bill has asked for yet."),
    ),
    (
        "billednotreceived", _("Billed, not received"), Gap.BILLED_NOT_RECEIVED, Flow.PURCHASE,
        _("What bills have asked for and has not arrived yet."),
    ),
    (
        "shippednotinvoiced", _("Shipped, not invoiced"), Gap.SHIPPED_NOT_INVOICED, Flow.SALE,
        _("What left and was not invoiced yet."),
    ),
    (
        "invoicednotshipped", _("Invoiced, not shipped"), Gap.INVOICED_NOT_SHIPPED, Flow.SALE,
        _("What was invoiced and has not left yet."),
    ),
)  # fmt: skip


def _gap(name: str, title: str, gap: Gap, flow: Flow, summary: str) -> ReportKind:
    query = partial(stock_gap, gap=gap, flow=flow, name=name, title=title)
    return ReportKind(name, title, _INVENTORY, summary, query, is_period=False, applications=BOTH, offers=("item_id",))


def _orders(name: str, title: str, orders: Orders, summary: str) -> ReportKind:
    query = partial(open_order_lines, orders=orders, name=name, title=title)
    return ReportKind(name, title, _INVENTORY, summary, query, is_period=False, applications=BOTH, offers=("item_id",))


REPORTS = (
    ReportKind(
        "inventorysummary", _("Inventory summary"), _INVENTORY,
        _("What was ordered, came in, went out and is left of each item."), inventory_summary, is_period=True,
        applications=BOTH, asks=("stock",), compares=True,
    ),
    ReportKind(
        "inventoryvaluation", _("Inventory valuation summary"), _INVENTORY,
        _("What the stock is worth on a day: the inventory accounts, item by item."), inventory_valuation,
        is_period=False, applications=BOTH, compares=True, chart=("value",),
    ),
    ReportKind(
        "fifocostlots", _("FIFO cost lots"), _INVENTORY,
        _("The lots of one item that are left, and what they cost."), fifo_cost_lots, is_period=False,
        applications=BOTH, asks=("item_id",),
    ),
    ReportKind(
        "openorders", _("Open quantities of orders"), _INVENTORY,
        _("What is to be shipped, invoiced, received and billed of each item."), open_orders, is_period=False,
        applications=BOTH,
    ),
    _orders(
        "opensalesorders", _("Open sales orders by line"), SALES,
        _("Every line of open sales orders that is to be shipped or invoiced."),
    ),
    _orders(
        "openpurchaseorders", _("Open purchase orders by line"), PURCHASES,
        _("Every line of open purchase orders that is to be received or billed."),
    ),
    ReportKind(
        "stockbridge", _("Physical and accounting stock"), _INVENTORY,
        _("Both stocks of each item, and what stands between them."), stock_bridge, is_period=False,
        applications=BOTH,
    ),
    *(_gap(*gap) for gap in _GAPS),
)  # fmt: skip
