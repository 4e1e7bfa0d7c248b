"""The operations of the chart of accounts."""

from collections.abc import Mapping

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, NotFound, RuleBroken, invalid, missing
from daicho.kernel.text import noop as _
from daicho.ledger.api.currency_adjustments import OPERATIONS as CURRENCY_ADJUSTMENTS
from daicho.ledger.api.journals import OPERATIONS as JOURNALS
from daicho.ledger.api.locks import OPERATIONS as LOCKS
from daicho.ledger.api.openings import OPERATIONS as OPENINGS
from daicho.ledger.api.schemas import AccountInput
from daicho.ledger.api.serializers import account_json, account_row_json, transaction_json
from daicho.ledger.commands.create_account import create_account
from daicho.ledger.commands.delete_account import delete_account
from daicho.ledger.commands.set_account_active import set_account_active
from daicho.ledger.commands.update_account import update_account
from daicho.ledger.core.account import AccountFields
from daicho.ledger.queries.account_detail import account_detail
from daicho.ledger.queries.account_transactions import TRANSACTION_LISTING, account_transactions
from daicho.ledger.queries.list_accounts import ACCOUNT_LISTING, list_accounts
from daicho.ledger.queries.transaction_exists import transaction_exists
from daicho.organizations.core.currencies import CurrencyView
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.custom_fields import custom_values
from daicho.platform.custom_fields.references import record_names
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Json, Listed, Operation, Record

_ENTITY = _("Account")
_NAMES = {
    "account_name": "name",
    "account_code": "code",
    "account_type": "account_type",
    "description": "description",
    "show_on_dashboard": "show_on_dashboard",
    "can_show_in_ze": "can_show_in_ze",
    "include_in_vat_return": "include_in_vat_return",
    "parent_account_id": "parent_id",
}
"""Name on the wire → name of the command's field."""


def _create(call: Call[AccountInput]) -> Answer:
    account_id = create_account(call.ctx, fields=_fields(call))
    return Record("chart_of_account", _account(call.ctx, account_id), _("The account has been created."), status=201)


def _list(call: Call[None]) -> Answer:
    criteria = call.criteria(ACCOUNT_LISTING)
    with_balance = call.flag("showbalance")
    page = list_accounts(call.ctx, criteria=criteria, with_balance=with_balance)
    base = _base(list_currencies(call.ctx))
    rows = [account_row_json(call.ctx, row, base, with_balance=with_balance) for row in page.rows]
    return Listed.of("chartofaccounts", Rows(rows, page.has_more, page.total), criteria, _("Chart of accounts"))


def _get(call: Call[None]) -> Answer:
    return Record("chart_of_account", _account(call.ctx, call.record_id("account_id", _ENTITY)))


def _update(call: Call[AccountInput]) -> Answer:
    account_id = call.record_id("account_id", _ENTITY)
    update_account(call.ctx, account_id=account_id, fields=_fields(call))
    return Record("chart_of_account", _account(call.ctx, account_id), _("The account has been updated."))


def _delete(call: Call[None]) -> Answer:
    delete_account(call.ctx, account_id=call.record_id("account_id", _ENTITY))
    return Done(_("The account has been deleted."))


def _activate(call: Call[None]) -> Answer:
    set_account_active(call.ctx, account_id=call.record_id("account_id", _ENTITY), is_active=True)
    return Done(_("The account has been marked as active."))


def _deactivate(call: Call[None]) -> Answer:
    set_account_active(call.ctx, account_id=call.record_id("account_id", _ENTITY), is_active=False)
    return Done(_("The account has been marked as inactive."))


def _transactions(call: Call[None]) -> Answer:
    account_id = call.id("account_id")
    if account_id is None:
        raise InvalidInput([missing("account_id")])
    account_detail(call.ctx, account_id=account_id)
    criteria = call.criteria(TRANSACTION_LISTING)
    page = account_transactions(call.ctx, account_id=account_id, criteria=criteria)
    currency_ids = {view.code: view.currency_id for view in list_currencies(call.ctx)}
    contact_ids = [row.contact_id for row in page.rows if row.contact_id]
    payees = record_names(call.ctx, entity="contact", record_ids=contact_ids)
    rows = [transaction_json(row, currency_ids, payees) for row in page.rows]
    return Listed.of("transactions", Rows(rows, page.has_more, page.total), criteria)


def _delete_transaction(call: Call[None]) -> Answer:
    line_id = call.record_id("transaction_id", _("Transaction"))
    if not transaction_exists(call.ctx, line_id=line_id):
        raise NotFound(_("Transaction does not exist."))
    raise RuleBroken(4305, _("What is posted is never deleted. Change or void the document it comes from."))


def _fields(call: Call[AccountInput]) -> AccountFields:
    sent = call.body.model_dump(exclude_unset=True)
    fields: dict[str, Json] = {_NAMES[name]: value for name, value in sent.items() if name in _NAMES}
    if sent.get("custom_fields"):
        fields["custom_fields"] = sent["custom_fields"]
    if call.body.currency_id is not None:
        codes = {view.currency_id: "" if view.is_base else view.code for view in list_currencies(call.ctx)}
        if call.body.currency_id not in codes:
            raise invalid("currency_id", _("Invalid value passed for %(field)s"), {"field": "currency_id"})
        fields["currency_code"] = codes[call.body.currency_id]
    return AccountFields(**fields)  # type: ignore[typeddict-item, no-any-return]


def _account(ctx: Ctx, account_id: int) -> Mapping[str, Json]:
    currencies = list_currencies(ctx)
    return account_json(
        ctx,
        account_detail(ctx, account_id=account_id),
        {view.code: view.currency_id for view in currencies},
        _base(currencies),
        list(custom_values(ctx, entity="account", entity_ids=[account_id])[account_id]),
    )


def _base(currencies: list[CurrencyView]) -> str:
    return next(view.code for view in currencies if view.is_base)


_ACCOUNT = "/chartofaccounts/{account_id}"
_READ, _CREATE = "accountants.READ", "accountants.CREATE"
OPERATIONS: list[Operation] = [
    *CURRENCY_ADJUSTMENTS,
    *JOURNALS,
    *LOCKS,
    *OPENINGS,
    Operation(
        "POST", "/chartofaccounts", "accounts.create", _CREATE, _create, "Create an account", body=AccountInput
    ),
    Operation(
        "GET", "/chartofaccounts", "accounts.view", _READ, _list, "List the chart of accounts",
        listing=ACCOUNT_LISTING, parameters=("showbalance",),
    ),
    Operation(
        "GET", "/chartofaccounts/transactions", "accounts.view", _READ, _transactions, "List an account's transactions",
        listing=TRANSACTION_LISTING, parameters=("account_id",),
    ),
    Operation(
        "DELETE", "/chartofaccounts/transactions/{transaction_id}", "accounts.delete", "accountants.DELETE",
        _delete_transaction, "Delete a transaction of an account",
    ),
    Operation("GET", _ACCOUNT, "accounts.view", _READ, _get, "Get an account"),
    Operation(
        "PUT", _ACCOUNT, "accounts.edit", "accountants.UPDATE", _update, "Update an account", body=AccountInput
    ),
    Operation("DELETE", _ACCOUNT, "accounts.delete", "accountants.DELETE", _delete, "Delete an account"),
    Operation("POST", f"{_ACCOUNT}/active", "accounts.edit", _CREATE, _activate, "Mark an account as active"),
    Operation("POST", f"{_ACCOUNT}/inactive", "accounts.edit", _CREATE, _deactivate, "Mark an account as inactive"),
]  # fmt: skip
