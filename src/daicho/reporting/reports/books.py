"""Statements and what accountants ask for."""

from daicho.kernel.text import noop as _
from daicho.reporting.queries.account_transactions import account_transactions
from daicho.reporting.queries.balance_sheet import balance_sheet
from daicho.reporting.queries.cost_by_document import cost_by_document
from daicho.reporting.queries.general_ledger import general_ledger
from daicho.reporting.queries.profit_and_loss import profit_and_loss
from daicho.reporting.queries.trial_balance import trial_balance
from daicho.reporting.report_kind import ReportKind

_ACCOUNTANT, _STATEMENTS = _("Accountant"), _("Business overview")

REPORTS = (
    ReportKind(
        "profitandloss", _("Profit and loss"), _STATEMENTS,
        _("What was earned and spent in a period."), profit_and_loss, is_period=True,
        compares=True, chart=("income", "net_profit"),
        has_cash_basis=True,
    ),
    ReportKind(
        "balancesheet", _("Balance sheet"), _STATEMENTS,
        _("What is owned and owed on a day."), balance_sheet, is_period=False,
        compares=True, chart=("assets", "liabilities", "equity"),
        has_cash_basis=True,
    ),
    ReportKind(
        "trialbalance", _("Trial balance"), _ACCOUNTANT,
        _("The balance of every account on a day; both sides are equal."), trial_balance, is_period=False,
        compares=True,
        has_cash_basis=True,
    ),
    ReportKind(
        "generalledger", _("General ledger"), _ACCOUNTANT,
        _("Opening balance, movements and closing balance of every account."), general_ledger, is_period=True,
        compares=True,
        has_cash_basis=True,
    ),
    ReportKind(
        "accounttransactions", _("Account transactions"), _ACCOUNTANT,
        _("Every line of one account, with its running balance."), account_transactions, is_period=True,
        asks=("account_id",),
        has_cash_basis=True,
    ),
    ReportKind(
        "costbydocument", _("Cost by document"), _ACCOUNTANT,
        _("What an account of cost consists of: documents, and why their goods cost what they do."), cost_by_document,
        is_period=True, asks=("account_id",),
    ),
)  # fmt: skip
