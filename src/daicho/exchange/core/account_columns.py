"""Columns of a file of accounts, and the account that a row describes."""

from collections.abc import Mapping
from typing import cast

from daicho.exchange.core.custom import PREFIX, custom_given
from daicho.exchange.core.field import ImportField, ImportKind, plain, words
from daicho.kernel.text import noop as _
from daicho.ledger.core.account_type import ACCOUNT_TYPES
from daicho.ledger.core.importing import AccountRow

_JAPANESE_TYPES = words(
    cash="現金",
    bank="銀行,預金,普通預金",
    accounts_receivable="売掛金",
    stock="在庫,在庫資産,棚卸資産",
    other_current_asset="その他の流動資産,流動資産",
    fixed_asset="固定資産,有形固定資産",
    intangible_asset="無形固定資産,無形資産",
    other_asset="その他の資産,投資その他の資産",
    accounts_payable="買掛金",
    credit_card="クレジットカード",
    other_current_liability="その他の流動負債,流動負債",
    long_term_liability="長期負債,固定負債",
    other_liability="その他の負債",
    equity="資本,純資産",
    income="収入,売上,売上高,収益",
    other_income="その他の収入,営業外収益",
    cost_of_goods_sold="売上原価,仕入",
    expense="費用,経費,販売費及び一般管理費,販管費",
    other_expense="その他の費用,営業外費用",
    tax_expense="法人税等",
)
_TYPES = {plain(word): key for key, kind in ACCOUNT_TYPES.items() for word in (key, kind.name)} | _JAPANESE_TYPES

ACCOUNTS = ImportKind(
    "accounts",
    _("Chart of accounts"),
    "account",
    (
        ImportField("name", _("Name"), required=True),
        ImportField("code", _("Account code")),
        ImportField("account_type", _("Account type"), kind="choice", choices=_TYPES),
        ImportField("parent", _("Parent account"), kind="parent"),
        ImportField("description", _("Description")),
        ImportField("currency_code", _("Currency"), kind="code"),
        ImportField("is_active", _("Active"), kind="flag"),
    ),
    {"account_name": "name", "account_code": "code", "parent_account_id": "parent"},
)


def account_row(values: Mapping[str, object]) -> AccountRow:
    """Return the account that a row's values (by field key) describe; absent keys stay absent."""
    row = {key: value for key, value in values.items() if not key.startswith(PREFIX)}
    return cast(AccountRow, {**row, "custom_fields": custom_given(values)})
