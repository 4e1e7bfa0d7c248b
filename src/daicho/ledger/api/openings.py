"""Operations on opening balances (zoho-surface, module opening-balance)."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, NotFound, RuleBroken, invalid, missing
from daicho.kernel.money import Money, currency_decimals
from daicho.kernel.text import noop as _
from daicho.ledger.commands.delete_opening_balances import delete_opening_balances
from daicho.ledger.commands.set_opening_balances import set_opening_balances
from daicho.ledger.core.account_type import Side
from daicho.ledger.core.opening import OpeningBalanceFields, OpeningLineFields
from daicho.ledger.core.rules import LINE_LIMIT, OPENING_EXISTS
from daicho.ledger.queries.opening_balances import OpeningLineView, OpeningView, opening_balances
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.wire.operation import Answer, Call, Done, Json, Operation, Record
from daicho.platform.wire.schema import Amount, Day, QuantityValue, RecordId, WireInput
from daicho.platform.wire.writer import day_text, id_text, micro_number, money_number


class OpeningAccountInput(WireInput):
    """The balance of an account; receivable and payable ones name the contact."""

    account_id: RecordId | None = None
    customer_id: RecordId | None = None
    vendor_id: RecordId | None = None
    debit_or_credit: Literal["debit", "credit"]
    amount: Amount | None = None
    currency_id: RecordId | None = None
    exchange_rate: QuantityValue | None = None
    location_id: RecordId | None = None


class OpeningInput(WireInput):
    """New opening balances."""

    date: Day | None = None
    accounts: Annotated[list[OpeningAccountInput], Field(max_length=LINE_LIMIT)] = []


class OpeningUpdateInput(OpeningInput):
    """Changes of the opening balances; `accounts` replaces all rows."""

    opening_balance_id: RecordId | None = None


def _get(call: Call[None]) -> Answer:
    return Record("opening_balance", _json(call.ctx, _existing(call.ctx)))


def _create(call: Call[OpeningInput]) -> Answer:
    if call.body.date is None:
        raise InvalidInput([missing("date")])
    if opening_balances(call.ctx).opening_id:
        raise RuleBroken(OPENING_EXISTS, _("There are opening balances already: change those."))
    set_opening_balances(call.ctx, fields=_fields(call))
    view = opening_balances(call.ctx)
    return Record("opening_balance", _json(call.ctx, view), _("The opening balances have been created."), status=201)


def _update(call: Call[OpeningUpdateInput]) -> Answer:
    if call.body.opening_balance_id is None:
        raise InvalidInput([missing("opening_balance_id")])
    if _existing(call.ctx).opening_id != call.body.opening_balance_id:
        raise NotFound(_("Opening balances do not exist."))
    set_opening_balances(call.ctx, fields=_fields(call))
    view = opening_balances(call.ctx)
    return Record("opening_balance", _json(call.ctx, view), _("The opening balances have been updated."))


def _delete(call: Call[None]) -> Answer:
    delete_opening_balances(call.ctx)
    return Done(_("The opening balances have been deleted."))


def _existing(ctx: Ctx) -> OpeningView:
    view = opening_balances(ctx)
    if view.opening_id is None:
        raise NotFound(_("Opening balances do not exist."))
    return view


def _fields(call: Call[Any]) -> OpeningBalanceFields:
    fields: OpeningBalanceFields = {}
    if call.body.date:
        fields["date"] = call.body.date
    if "accounts" in call.given:
        codes = {view.currency_id: view.code for view in list_currencies(call.ctx)}
        fields["lines"] = [_line(line, codes) for line in call.body.accounts]
    return fields


def _line(line: OpeningAccountInput, codes: Mapping[int, str]) -> OpeningLineFields:
    if line.currency_id is not None and line.currency_id not in codes:
        raise invalid("currency_id", _("Invalid value passed for %(field)s"), {"field": "currency_id"})
    return {
        "account_id": line.account_id,
        "contact_id": line.customer_id or line.vendor_id,
        "amount": line.amount,
        "side": Side(line.debit_or_credit),
        "currency_code": codes[line.currency_id] if line.currency_id is not None else "",
        "exchange_rate": line.exchange_rate,
        "location_id": line.location_id,
    }


def _json(ctx: Ctx, view: OpeningView) -> dict[str, Json]:
    currency_ids = {each.code: each.currency_id for each in list_currencies(ctx)}
    base = view.debit.currency
    return {
        "opening_balance_id": id_text(view.opening_id),
        "date": day_text(view.day),
        "price_precision": currency_decimals(base),
        "accounts": [_account_json(line, base, currency_ids) for line in view.lines],
        "total": money_number(view.debit),
        "total_debit": money_number(view.debit),
        "total_credit": money_number(view.credit),
        "opening_stock_value": money_number(view.stock_worth),
        "opening_balance_adjustment": money_number(view.offset),
        "is_opening_stock_matched": all(line.agrees for line in view.stock),
    }


def _account_json(line: OpeningLineView, base: str, currency_ids: Mapping[str, int]) -> dict[str, Json]:
    return {
        "acount_split_id": id_text(line.line_id),
        "account_id": id_text(line.account_id),
        "account_name": line.account_name,
        "customer_id": id_text(line.contact_id),
        "customer_name": line.contact_name,
        "debit_or_credit": "debit" if line.amount.own > 0 else "credit",
        "exchange_rate": micro_number(line.rate.micro),
        "currency_id": id_text(currency_ids.get(line.currency_code)),
        "currency_code": line.currency_code,
        "bcy_amount": money_number(Money(abs(line.amount.base), base)),
        "amount": money_number(Money(abs(line.amount.own), line.currency_code)),
        "location_id": id_text(line.location_id),
        "location_name": line.location_name,
    }


_PATH = "/settings/openingbalances"
OPERATIONS: list[Operation] = [
    Operation(
        "POST", _PATH, "journals.create", "settings.CREATE", _create, "Create the opening balances", body=OpeningInput
    ),
    Operation(
        "PUT", _PATH, "journals.edit", "settings.UPDATE", _update, "Update the opening balances",
        body=OpeningUpdateInput,
    ),
    Operation("GET", _PATH, "journals.view", "settings.READ", _get, "Get the opening balances"),
    Operation("DELETE", _PATH, "journals.delete", "settings.DELETE", _delete, "Delete the opening balances"),
]  # fmt: skip
