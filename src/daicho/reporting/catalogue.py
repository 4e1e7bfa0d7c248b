"""The reports that there are: one table for pages, navigation and API."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from daicho.kernel.context import Application, Ctx
from daicho.kernel.text import noop as _
from daicho.reporting.core.report import Parameters, Report
from daicho.reporting.queries.account_transactions import account_transactions
from daicho.reporting.queries.balance_sheet import balance_sheet
from daicho.reporting.queries.fifo_cost_lots import fifo_cost_lots
from daicho.reporting.queries.general_ledger import general_ledger
from daicho.reporting.queries.inventory_summary import inventory_summary
from daicho.reporting.queries.inventory_valuation import inventory_valuation
from daicho.reporting.queries.profit_and_loss import profit_and_loss
from daicho.reporting.queries.report_parameters import report_parameters
from daicho.reporting.queries.trial_balance import trial_balance

BOTH: tuple[Application, ...] = ("books", "inventory")
BOOKS: tuple[Application, ...] = ("books",)


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report: its name on the wire, its title, group and words, its query, what it is asked for."""

    name: str
    title: str
    group: str
    summary: str
    query: Callable[..., Report]
    is_period: bool
    applications: tuple[Application, ...] = BOOKS
    asks: tuple[str, ...] = ()
    """Of account_id, item_id, stock."""
    knows: bool = True
    """Whether it answers as known at a moment in the past."""
    compares: bool = False
    """Whether earlier periods can stand beside the one asked for."""
    chart: tuple[str, ...] = ()
    """The totals that are drawn over the periods."""

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of what it can be asked for."""
        days = ("from_date", "to_date") if self.is_period else ("as_of",)
        return (*days, "known_at", "basis", *self.asks, *(("compare", "periods") if self.compares else ()))

    def asked(self, ctx: Ctx, given: Mapping[str, str]) -> Parameters:
        """Return the parameters in `given`. Raises what `report_parameters` raises."""
        return report_parameters(ctx, given=given, is_period=self.is_period, asks=self.asks, compares=self.compares)

    def days(self, asked: Parameters, written: Callable[[date], str]) -> list[str]:
        """Return the days of each period in words: from – to, or the day as of which it is."""
        if self.is_period:
            return [f"{written(period.start)} – {written(period.end)}" for period in asked.periods]
        return [written(period.end) for period in asked.periods]


_ACCOUNTANT, _STATEMENTS, _INVENTORY = _("Accountant"), _("Business overview"), _("Inventory")

REPORTS = {
    kind.name: kind
    for kind in (
        ReportKind(
            "profitandloss", _("Profit and loss"), _STATEMENTS,
            _("What was earned and spent in a period."), profit_and_loss, is_period=True,
            compares=True, chart=("income", "net_profit"),
        ),
        ReportKind(
            "balancesheet", _("Balance sheet"), _STATEMENTS,
            _("What is owned and owed on a day."), balance_sheet, is_period=False,
            compares=True, chart=("assets", "liabilities", "equity"),
        ),
        ReportKind(
            "trialbalance", _("Trial balance"), _ACCOUNTANT,
            _("The balance of every account on a day; both sides are equal."), trial_balance, is_period=False,
            compares=True,
        ),
        ReportKind(
            "generalledger", _("General ledger"), _ACCOUNTANT,
            _("Opening balance, movements and closing balance of every account."), general_ledger, is_period=True,
            compares=True,
        ),
        ReportKind(
            "accounttransactions", _("Account transactions"), _ACCOUNTANT,
            _("Every line of one account, with its running balance."), account_transactions, is_period=True,
            asks=("account_id",),
        ),
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
    )
}  # fmt: skip
"""Name → report, in the order of the page that lists them."""
