"""Operations on base currency adjustments (zoho-surface, module base-currency-adjustment)."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, invalid
from daicho.kernel.measure import Rate
from daicho.kernel.money import Money
from daicho.kernel.text import noop as _
from daicho.ledger.commands.create_currency_adjustment import create_currency_adjustment
from daicho.ledger.commands.delete_currency_adjustment import delete_currency_adjustment
from daicho.ledger.core.currency_adjustment import CurrencyAdjustmentFields, field_errors
from daicho.ledger.core.journal import NOTES_LENGTH
from daicho.ledger.queries._currency_adjustments import AdjustedBalance, AdjustmentRow
from daicho.ledger.queries.currency_adjustment_detail import currency_adjustment_detail
from daicho.ledger.queries.list_currency_adjustments import ADJUSTMENT_LISTING, list_currency_adjustments
from daicho.ledger.queries.proposed_currency_adjustment import proposed_currency_adjustment
from daicho.organizations.core.currencies import CurrencyView
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Json, Listed, Operation, Record
from daicho.platform.wire.schema import Day, Length, QuantityValue, RecordId, WireInput, to_number
from daicho.platform.wire.writer import day_text, id_text, micro_number, moment_text, money_number

_ENTITY = _("Base currency adjustment")


class CurrencyAdjustmentInput(WireInput):
    """A base currency adjustment; the accounts are named in the query (`account_ids`)."""

    currency_id: RecordId | None = None
    adjustment_date: Day | None = None
    exchange_rate: QuantityValue | None = None
    notes: Annotated[str, Length(NOTES_LENGTH)] = ""


def _create(call: Call[CurrencyAdjustmentInput]) -> Answer:
    body = call.body
    fields = _checked(call.ctx, body.currency_id, body.adjustment_date, body.exchange_rate, body.notes)
    adjustment_id = create_currency_adjustment(call.ctx, fields={**fields, "account_ids": call.ids("account_ids")})
    message = _("The base currency adjustment has been created.")
    return Record("data", _adjustment(call.ctx, adjustment_id), message, status=201)


def _list(call: Call[None]) -> Answer:
    criteria = call.criteria(ADJUSTMENT_LISTING)
    page = list_currency_adjustments(call.ctx, criteria=criteria)
    currencies = _currencies(call.ctx)
    rows: list[Mapping[str, Json]] = [_row_json(call.ctx, row, currencies) for row in page.rows]
    found = Rows(rows, page.has_more, page.total)
    return Listed.of("base_currency_adjustments", found, criteria, _("Base currency adjustments"))


def _get(call: Call[None]) -> Answer:
    return Record("data", _adjustment(call.ctx, call.record_id("base_currency_adjustment_id", _ENTITY)))


def _delete(call: Call[None]) -> Answer:
    delete_currency_adjustment(call.ctx, adjustment_id=call.record_id("base_currency_adjustment_id", _ENTITY))
    return Done(_("The base currency adjustment has been deleted."))


def _accounts(call: Call[None]) -> Answer:
    currency_id, day, notes = call.id("currency_id"), call.day("adjustment_date"), call.query.get("notes", "")
    fields = _checked(call.ctx, currency_id, day, _number(call, "exchange_rate"), notes)
    currency, rate = fields["currency_code"], Rate.of(fields["exchange_rate"] or 0)
    found = proposed_currency_adjustment(call.ctx, currency=currency, day=fields["date"] or call.ctx.today, rate=rate)
    data: dict[str, Json] = {
        "adjustment_date": day_text(fields["date"]),
        "exchange_rate": micro_number(rate.micro),
        "currency_id": id_text(currency_id),
        "currency_code": currency,
        "notes": notes,
        "accounts": _accounts_json(found),
    }
    return Record("data", data)


def _checked(
    ctx: Ctx, currency_id: int | None, day: date | None, rate: Decimal | None, notes: str
) -> CurrencyAdjustmentFields:
    """Return the fields. Raises InvalidInput with everything that is missing, or for a currency that is no other."""
    codes = {view.currency_id: view.code for view in list_currencies(ctx) if not view.is_base}
    if currency_id is not None and currency_id not in codes:
        raise invalid("currency_id", _("Invalid value passed for %(field)s"), {"field": "currency_id"})
    fields = CurrencyAdjustmentFields(
        currency_code=codes.get(currency_id or 0, ""), date=day, exchange_rate=rate, notes=notes
    )
    errors = list(field_errors(fields))
    if errors:
        raise InvalidInput(errors)
    return fields


def _number(call: Call[None], name: str) -> Decimal | None:
    text = call.query.get(name, "").strip()
    try:
        return to_number(text) if text else None
    except ValueError:
        raise invalid(name, _("Invalid value passed for %(field)s"), {"field": name}) from None


def _adjustment(ctx: Ctx, adjustment_id: int) -> Mapping[str, Json]:
    view = currency_adjustment_detail(ctx, adjustment_id=adjustment_id)
    return {**_row_json(ctx, view.row, _currencies(ctx)), "accounts": _accounts_json(view.balances)}


def _currencies(ctx: Ctx) -> dict[str, CurrencyView]:
    return {view.code: view for view in list_currencies(ctx)}


def _row_json(ctx: Ctx, row: AdjustmentRow, currencies: Mapping[str, CurrencyView]) -> dict[str, Json]:
    return {
        "base_currency_adjustment_id": id_text(row.adjustment_id),
        "adjustment_date": day_text(row.day),
        "exchange_rate": micro_number(row.rate.micro),
        "currency_id": id_text(currencies[row.currency_code].currency_id),
        "currency_code": row.currency_code,
        "notes": row.notes,
        "gain_or_loss": money_number(row.gain),
        "created_time": moment_text(row.created_at, ctx.time_zone),
        "last_modified_time": moment_text(row.modified_at, ctx.time_zone),
    }


def _accounts_json(balances: Iterable[AdjustedBalance]) -> list[Json]:
    """Return the balances added up by account: what is told of contacts apart is for pages."""
    accounts: dict[int, dict[str, Json]] = {}
    sums: dict[tuple[int, str], Money] = {}
    for each in balances:
        accounts[each.account_id] = {
            "account_id": id_text(each.account_id),
            "account_name": each.account_name,
            "gl_specific_type": 0,  # documented without a meaning
        }
        amounts = {
            "bcy_balance": each.base,
            "fcy_balance": each.own,
            "adjusted_balance": each.adjusted,
            "gain_or_loss": each.gain,
        }
        for name, amount in amounts.items():
            key = (each.account_id, name)
            sums[key] = sums.get(key, Money(0, amount.currency)) + amount
    for (account_id, name), amount in sums.items():
        accounts[account_id][name] = money_number(amount)
    return list(accounts.values())


_PATH = "/basecurrencyadjustment"
_ONE = f"{_PATH}/{{base_currency_adjustment_id}}"
_READ, _CREATE, _DELETE = "accountants.READ", "accountants.CREATE", "accountants.DELETE"
_ASKED = ("currency_id", "adjustment_date", "exchange_rate", "notes")
OPERATIONS: list[Operation] = [
    Operation(
        "POST", _PATH, "journals.create", _CREATE, _create, "Create a base currency adjustment",
        body=CurrencyAdjustmentInput, parameters=("account_ids",), applications=("books",),
    ),
    Operation(
        "GET", _PATH, "journals.view", _READ, _list, "List base currency adjustments",
        listing=ADJUSTMENT_LISTING, applications=("books",),
    ),
    Operation(
        "GET", f"{_PATH}/accounts", "journals.view", _READ, _accounts,
        "List the accounts that a base currency adjustment would change", parameters=_ASKED, applications=("books",),
    ),
    Operation(
        "GET", _ONE, "journals.view", _READ, _get, "Get a base currency adjustment", applications=("books",),
    ),
    Operation(
        "DELETE", _ONE, "journals.delete", _DELETE, _delete, "Delete a base currency adjustment",
        applications=("books",),
    ),
]  # fmt: skip
