"""Accounts and their transactions as the wire has them."""

from collections.abc import Mapping

from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.ledger.queries._account_views import AccountView
from daicho.ledger.queries.account_transactions import TRANSACTION_TYPES, AccountTransaction
from daicho.ledger.queries.list_accounts import AccountRow
from daicho.platform.custom_fields import CustomValue, wire_custom_fields
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import day_text, id_text, moment_text, money_number

_TYPE_OF_SOURCE = {kind: name for name, kind in TRANSACTION_TYPES.items()}


def account_json(
    ctx: Ctx, account: AccountView, currency_ids: Mapping[str, int], base_currency: str, custom: list[CustomValue]
) -> dict[str, Json]:
    """Return an account with all its fields."""
    currency = account.currency_code or base_currency
    return {
        "account_id": id_text(account.account_id),
        "account_name": account.name,
        "account_code": account.code,
        "is_active": account.is_active,
        "account_type": account.account_type,
        "currency_id": id_text(currency_ids.get(currency)),
        "currency_code": currency,
        "description": account.description,
        "is_system_account": bool(account.system_key),
        "is_user_created": account.is_user_created,
        "is_involved_in_transaction": account.is_involved_in_transaction,
        "show_on_dashboard": account.show_on_dashboard,
        "can_show_in_ze": account.can_show_in_ze,
        "include_in_vat_return": account.include_in_vat_return,
        "custom_fields": wire_custom_fields(custom),
        "closing_balance": money_number(Money(account.balance, base_currency)),
        "parent_account_id": id_text(account.parent_id),
        "parent_account_name": account.parent_name,
        "depth": account.depth,
        "documents": [],
        "created_time": moment_text(account.created_at, ctx.time_zone),
        "last_modified_time": moment_text(account.modified_at, ctx.time_zone),
    }


def account_row_json(ctx: Ctx, row: AccountRow, base_currency: str, *, with_balance: bool) -> dict[str, Json]:
    """Return a row of the chart; `current_balance` is empty where it was not asked for."""
    return {
        "account_id": id_text(row.account_id),
        "account_name": row.name,
        "account_code": row.code,
        "account_type": row.account_type,
        "description": row.description,
        "currency_code": row.currency_code or base_currency,
        "is_user_created": row.is_user_created,
        "is_system_account": bool(row.system_key),
        "is_standalone_account": False,
        "is_active": row.is_active,
        "can_show_in_ze": row.can_show_in_ze,
        "is_involved_in_transaction": row.is_involved_in_transaction,
        "current_balance": money_number(Money(row.balance, base_currency)) if with_balance else "",
        "parent_account_id": id_text(row.parent_id),
        "parent_account_name": row.parent_name,
        "depth": row.depth,
        "has_attachment": False,
        "is_child_present": row.children > 0,
        "child_count": str(row.children),
        "documents": [],
        "created_time": moment_text(row.created_at, ctx.time_zone),
        "last_modified_time": moment_text(row.modified_at, ctx.time_zone),
    }


def transaction_json(
    row: AccountTransaction, currency_ids: Mapping[str, int], payees: Mapping[int, str]
) -> dict[str, Json]:
    """Return a posted line."""
    debit, credit = Money(max(row.amount, 0), row.currency_code), Money(max(-row.amount, 0), row.currency_code)
    return {
        "categorized_transaction_id": "",
        "transaction_type": _TYPE_OF_SOURCE.get(row.source_kind, row.source_kind),
        "transaction_status": "posted",
        "transaction_source": row.source_kind,
        "transaction_id": id_text(row.line_id),
        "transaction_date": day_text(row.day),
        "account_id": id_text(row.account_id),
        "account_name": row.account_name,
        "customer_id": id_text(row.contact_id or None),
        "payee": payees.get(row.contact_id, ""),
        "description": "",
        "entry_number": row.source_number,
        "currency_id": id_text(currency_ids.get(row.currency_code)),
        "currency_code": row.currency_code,
        "debit_or_credit": "debit" if row.amount >= 0 else "credit",
        "offset_account_name": "",
        "reference_number": "",
        "reconcile_status": "",
        "debit_amount": money_number(debit),
        "credit_amount": money_number(credit),
    }
