"""Reports on stock."""

from daicho.kernel.text import noop as _
from daicho.reporting.queries.fifo_cost_lots import fifo_cost_lots
from daicho.reporting.queries.inventory_summary import inventory_summary
from daicho.reporting.queries.inventory_valuation import inventory_valuation
from daicho.reporting.report_kind import BOTH, ReportKind

_INVENTORY = _("Inventory")

REPORTS = (
    ReportKind(
        "inventorysummary", _("Inventory summary"), _INVENTORY,
        _("What was ordered, came in, went out and is left of each item."), inventory_summary, is_period=True,
        applications=BOTH, asks=("stock",), knows=False, compares=True,
    ),
    ReportKind(
        "inventoryvaluation", _("Inventory valuation summary"), _INVENTORY,
        _("What the stock is worth on a day: the inventory accounts, item by item."), inventory_valuation,
        is_period=False, applications=BOTH, compares=True, chart=("value",),
    ),
    ReportKind(
        "fifocostlots", _("FIFO cost lots"), _INVENTORY,
        _("The lots of one item that are left, and what they cost."), fifo_cost_lots, is_period=False,
        applications=BOTH, asks=("item_id",), knows=False,
    ),
)  # fmt: skip
