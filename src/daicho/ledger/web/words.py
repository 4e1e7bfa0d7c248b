"""What codes of the chart are called on pages."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.ledger.core.account_type import ACCOUNT_TYPES, CLASS_NAMES, AccountClass
from daicho.platform.web.cells import Badge, Colour

_COLOURS: dict[AccountClass, Colour] = {
    AccountClass.ASSET: "blue",
    AccountClass.LIABILITY: "orange",
    AccountClass.EQUITY: "purple",
    AccountClass.INCOME: "green",
    AccountClass.COST_OF_GOODS_SOLD: "yellow",
    AccountClass.EXPENSE: "red",
}
SIDES = {"debit": _("Debit"), "credit": _("Credit")}
SECTIONS = {
    "current_assets": _("Current assets"),
    "noncurrent_assets": _("Non-current assets"),
    "tangible_fixed_assets": _("Tangible fixed assets"),
    "intangible_fixed_assets": _("Intangible fixed assets"),
    "investments_other": _("Investments and other assets"),
    "deferred_assets": _("Deferred assets"),
    "current_liabilities": _("Current liabilities"),
    "noncurrent_liabilities": _("Non-current liabilities"),
    "fixed_liabilities": _("Fixed liabilities"),
    "equity": _("Equity"),
    "revenue": _("Revenue"),
    "sales": _("Net sales"),
    "cost_of_sales": _("Cost of sales"),
    "cogs": _("Cost of sales"),
    "operating_expenses": _("Operating expenses"),
    "sga": _("Selling, general and administrative expenses"),
    "nonop_income": _("Non-operating income"),
    "nonop_expense": _("Non-operating expenses"),
    "other_income": _("Other income"),
    "other_expenses": _("Other expenses"),
    "extra_income": _("Extraordinary income"),
    "extra_loss": _("Extraordinary losses"),
    "income_taxes": _("Income taxes"),
}
CHANGED = {
    "name": _("Account name"),
    "code": _("Account code"),
    "account_type": _("Account type"),
    "parent_id": _("Parent account"),
    "description": _("Description"),
    "currency_code": _("Currency"),
    "show_on_dashboard": _("Show on the home page"),
    "is_active": _("Active"),
}


def type_name(account_type: str) -> str:
    """Return what a type is called."""
    return gettext(ACCOUNT_TYPES[account_type].name)


def class_name(account_type: str) -> str:
    """Return what the class of a type is called."""
    return gettext(CLASS_NAMES[ACCOUNT_TYPES[account_type].account_class])


def type_badge(account_type: str) -> Badge:
    """Return a type as a label in the colour of its class."""
    return Badge(type_name(account_type), _COLOURS[ACCOUNT_TYPES[account_type].account_class])


def account_label(name: str, code: str) -> str:
    """Return an account as people know it: code and name."""
    return f"{code} {name}".strip()
