"""The types of accounts: class, normal balance and the section of the statements where a type stands by default.

Source of the values: zoho-surface (enum of `account_type`), behaviour.md 4, japan.md 2 (COA-01 to COA-07).
"""

from dataclasses import dataclass
from enum import StrEnum

from daicho.kernel.text import noop as _


class AccountClass(StrEnum):
    """The element of the statements that a type belongs to."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    COST_OF_GOODS_SOLD = "cost_of_goods_sold"
    EXPENSE = "expense"


class Side(StrEnum):
    """The side of an account on which it grows."""

    DEBIT = "debit"
    CREDIT = "credit"


CLASS_NAMES = {
    AccountClass.ASSET: _("Asset"),
    AccountClass.LIABILITY: _("Liability"),
    AccountClass.EQUITY: _("Equity"),
    AccountClass.INCOME: _("Income"),
    AccountClass.COST_OF_GOODS_SOLD: _("Cost of goods sold"),
    AccountClass.EXPENSE: _("Costs and expenses"),
}


@dataclass(frozen=True, slots=True)
class AccountType:
    """A type of account. `section` and `section_in_japan` are its default places in the statements.

    People make no accounts of a type that is not `creatable`: the system keeps those.
    """

    key: str
    name: str
    account_class: AccountClass
    section: str
    section_in_japan: str
    creatable: bool = True

    @property
    def normal_balance(self) -> Side:
        """The side on which accounts of this type grow, contra accounts apart."""
        debit = {AccountClass.ASSET, AccountClass.COST_OF_GOODS_SOLD, AccountClass.EXPENSE}
        return Side.DEBIT if self.account_class in debit else Side.CREDIT


_ASSET, _LIABILITY, _EQUITY = AccountClass.ASSET, AccountClass.LIABILITY, AccountClass.EQUITY
_INCOME, _COST, _EXPENSE = AccountClass.INCOME, AccountClass.COST_OF_GOODS_SOLD, AccountClass.EXPENSE
_CURRENT_ASSETS, _CURRENT_LIABILITIES = "current_assets", "current_liabilities"
_FIXED_ASSETS, _FIXED_LIABILITIES = "noncurrent_assets", "noncurrent_liabilities"
_INVESTMENTS, _LONG_TERM = "investments_other", "fixed_liabilities"


def _kept_by_system(*values: str) -> AccountType:
    key, name, account_class, section, section_in_japan = values
    return AccountType(key, name, AccountClass(account_class), section, section_in_japan, creatable=False)


ACCOUNT_TYPES = {
    kind.key: kind
    for kind in (
        AccountType("cash", _("Cash"), _ASSET, _CURRENT_ASSETS, _CURRENT_ASSETS),
        AccountType("bank", _("Bank"), _ASSET, _CURRENT_ASSETS, _CURRENT_ASSETS),
        AccountType("accounts_receivable", _("Accounts receivable"), _ASSET, _CURRENT_ASSETS, _CURRENT_ASSETS),
        AccountType("stock", _("Stock"), _ASSET, _CURRENT_ASSETS, _CURRENT_ASSETS),
        _kept_by_system("payment_clearing", _("Payment clearing"), _ASSET, _CURRENT_ASSETS, _CURRENT_ASSETS),
        AccountType("other_current_asset", _("Other current asset"), _ASSET, _CURRENT_ASSETS, _CURRENT_ASSETS),
        AccountType("fixed_asset", _("Fixed asset"), _ASSET, _FIXED_ASSETS, "tangible_fixed_assets"),
        AccountType("intangible_asset", _("Intangible asset"), _ASSET, _FIXED_ASSETS, "intangible_fixed_assets"),
        AccountType("right_to_use_asset", _("Right to use asset"), _ASSET, _FIXED_ASSETS, "tangible_fixed_assets"),
        AccountType("financial_asset", _("Financial asset"), _ASSET, _FIXED_ASSETS, _INVESTMENTS),
        AccountType("contingent_asset", _("Contingent asset"), _ASSET, _FIXED_ASSETS, _INVESTMENTS),
        AccountType("contract_asset", _("Contract asset"), _ASSET, _CURRENT_ASSETS, _CURRENT_ASSETS),
        _kept_by_system("deferred_tax_asset", _("Deferred tax asset"), _ASSET, _FIXED_ASSETS, _INVESTMENTS),
        AccountType("other_asset", _("Other asset"), _ASSET, _FIXED_ASSETS, _INVESTMENTS),
        AccountType("accounts_payable", _("Accounts payable"), _LIABILITY, _CURRENT_LIABILITIES, _CURRENT_LIABILITIES),
        AccountType("credit_card", _("Credit card"), _LIABILITY, _CURRENT_LIABILITIES, _CURRENT_LIABILITIES),
        AccountType(
            "other_current_liability",
            _("Other current liability"),
            _LIABILITY,
            _CURRENT_LIABILITIES,
            _CURRENT_LIABILITIES,
        ),
        AccountType(
            "contract_liability", _("Contract liability"), _LIABILITY, _CURRENT_LIABILITIES, _CURRENT_LIABILITIES
        ),
        AccountType("refund_liability", _("Refund liability"), _LIABILITY, _CURRENT_LIABILITIES, _CURRENT_LIABILITIES),
        _kept_by_system(
            "overseas_tax_payable", _("Overseas tax payable"), _LIABILITY, _CURRENT_LIABILITIES, _CURRENT_LIABILITIES
        ),
        AccountType("long_term_liability", _("Long-term liability"), _LIABILITY, _FIXED_LIABILITIES, _LONG_TERM),
        AccountType("loans_and_borrowing", _("Loans and borrowing"), _LIABILITY, _FIXED_LIABILITIES, _LONG_TERM),
        AccountType("lease_liability", _("Lease liability"), _LIABILITY, _FIXED_LIABILITIES, _LONG_TERM),
        AccountType(
            "employee_benefit_liability", _("Employee benefit liability"), _LIABILITY, _FIXED_LIABILITIES, _LONG_TERM
        ),
        AccountType("contingent_liability", _("Contingent liability"), _LIABILITY, _FIXED_LIABILITIES, _LONG_TERM),
        AccountType("financial_liability", _("Financial liability"), _LIABILITY, _FIXED_LIABILITIES, _LONG_TERM),
        _kept_by_system(
            "deferred_tax_liability", _("Deferred tax liability"), _LIABILITY, _FIXED_LIABILITIES, _LONG_TERM
        ),
        AccountType("other_liability", _("Other liability"), _LIABILITY, _FIXED_LIABILITIES, _LONG_TERM),
        AccountType("equity", _("Equity"), _EQUITY, "equity", "equity"),
        AccountType("income", _("Income"), _INCOME, "revenue", "sales"),
        AccountType("finance_income", _("Finance income"), _INCOME, "other_income", "nonop_income"),
        AccountType(
            "other_comprehensive_income", _("Other comprehensive income"), _INCOME, "other_income", "nonop_income"
        ),
        AccountType("other_income", _("Other income"), _INCOME, "other_income", "nonop_income"),
        AccountType("cost_of_goods_sold", _("Cost of goods sold"), _COST, "cost_of_sales", "cogs"),
        AccountType("manufacturing_expense", _("Manufacturing expense"), _EXPENSE, "cost_of_sales", "cogs"),
        AccountType("expense", _("Operating expense"), _EXPENSE, "operating_expenses", "sga"),
        AccountType("impairment_expense", _("Impairment expense"), _EXPENSE, "operating_expenses", "extra_loss"),
        AccountType("depreciation_expense", _("Depreciation expense"), _EXPENSE, "operating_expenses", "sga"),
        AccountType("employee_benefit_expense", _("Employee benefit expense"), _EXPENSE, "operating_expenses", "sga"),
        AccountType("lease_expense", _("Lease expense"), _EXPENSE, "operating_expenses", "sga"),
        AccountType("finance_expense", _("Finance expense"), _EXPENSE, "other_expenses", "nonop_expense"),
        AccountType("tax_expense", _("Tax expense"), _EXPENSE, "income_taxes", "income_taxes"),
        AccountType("other_expense", _("Other expense"), _EXPENSE, "other_expenses", "nonop_expense"),
    )
}
"""Type key → type, in the order of the statements."""


def types_of(*classes: AccountClass) -> tuple[str, ...]:
    """Return the keys of all types of these classes, in the order of the statements."""
    return tuple(key for key, kind in ACCOUNT_TYPES.items() if kind.account_class in classes)


FROM_INVENTORY = tuple(key for key in types_of(_ASSET, _LIABILITY, _COST, _EXPENSE) if ACCOUNT_TYPES[key].creatable)
"""Types of which an account may be made in the Inventory application (behaviour.md 1.9, zoho-surface 2.11)."""

SALES_TYPES = ("income", "other_income")
PURCHASE_TYPES = ("cost_of_goods_sold", "expense", "other_expense")
INVENTORY_TYPES = ("stock",)

CONTROLLED = (*INVENTORY_TYPES, "accounts_receivable", "accounts_payable")
"""Types whose balance is what stock or contacts are worth: lines of documents name other accounts (DESIGN §1)."""
