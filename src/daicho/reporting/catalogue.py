"""The reports that there are: one table for pages, navigation and API."""

from collections.abc import Callable
from dataclasses import dataclass

from daicho.kernel.context import Application
from daicho.kernel.text import noop as _
from daicho.reporting.core.report import Report
from daicho.reporting.queries.account_transactions import account_transactions
from daicho.reporting.queries.balance_sheet import balance_sheet
from daicho.reporting.queries.fifo_cost_lots import fifo_cost_lots
from daicho.reporting.queries.general_ledger import general_ledger
from daicho.reporting.queries.inventory_summary import inventory_summary
from daicho.reporting.queries.inventory_valuation import inventory_valuation
from daicho.reporting.queries.profit_and_loss import profit_and_loss
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


_ACCOUNTANT, _STATEMENTS, _INVENTORY = _("Accountant"), _("Business overview"), _("Inventory")

REPORTS = {
    kind.name: kind
    for kind in (
        ReportKind(
            "profitandloss", _("Profit and loss"), _STATEMENTS,
            _("What was earned and spent in a period."), profit_and_loss, is_period=True,
        ),
        ReportKind(
            "balancesheet", _("Balance sheet"), _STATEMENTS,
            _("What is owned and owed on a day."), balance_sheet, is_period=False,
        ),
        ReportKind(
            "trialbalance", _("Trial balance"), _ACCOUNTANT,
            _("The balance of every account on a day; both sides are equal."), trial_balance, is_period=False,
        ),
        ReportKind(
            "generalledger", _("General ledger"), _ACCOUNTANT,
            _("Opening balance, movements and closing balance of every account."), general_ledger, is_period=True,
        ),
        ReportKind(
            "accounttransactions", _("Account transactions"), _ACCOUNTANT,
            _("Every line of one account, with its running balance."), account_transactions, is_period=True,
            asks=("account_id",),
        ),
        ReportKind(
            "inventorysummary", _("Inventory summary"), _INVENTORY,
            _("What was ordered, came in, went out and is left of each item."), inventory_summary, is_period=True,
            applications=BOTH, asks=("stock",), knows=False,
        ),
        ReportKind(
            "inventoryvaluation", _("Inventory valuation summary"), _INVENTORY,
            _("What the stock is worth on a day: the inventory accounts, item by item."), inventory_valuation,
            is_period=False, applications=BOTH,
        ),
        ReportKind(
            "fifocostlots", _("FIFO cost lots"), _INVENTORY,
            _("The lots of one item that are left, and what they cost."), fifo_cost_lots, is_period=False,
            applications=BOTH, asks=("item_id",), knows=False,
        ),
    )
}  # fmt: skip
"""Name → report, in the order of the page that lists them."""
