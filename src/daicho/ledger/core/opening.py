"""What the books may begin with (behaviour.md 6)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict

from daicho.kernel.errors import FieldError, InvalidInput, RuleBroken, missing
from daicho.kernel.measure import Rate
from daicho.kernel.money import MINOR_LIMIT, Money, convert
from daicho.kernel.rounding import scaled
from daicho.kernel.text import noop as _
from daicho.ledger.core.account_type import Side
from daicho.ledger.core.journal import NOT_BY_HAND, WITH_CONTACT, Known, LineAccount, amount_errors
from daicho.ledger.core.posting import Amount, Line, Slot
from daicho.ledger.core.rules import CONTROL_ACCOUNT, INACTIVE_ACCOUNT, LINE_LIMIT, NEEDS_CONTACT, OPENING_STOCK_DIFFERS

_BAD = _("Invalid value passed for %(field)s")


class OpeningLineFields(TypedDict, total=False):
    """The balance of an account: positive, in major units of `currency_code` (absent: the base currency).

    `exchange_rate`: base units for one unit of the currency; None for the rate of the opening day.
    """

    account_id: int | None
    contact_id: int | None
    location_id: int | None
    amount: Decimal | None
    side: Side
    currency_code: str
    exchange_rate: Decimal | None


class OpeningBalanceFields(TypedDict, total=False):
    """Opening balances; an absent key is unchanged. `lines` replaces all lines, those of zero are left out."""

    date: date
    lines: Sequence[OpeningLineFields]


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """A balance that fits the rules: signed amounts in minor units, debit positive."""

    account_id: int
    contact_id: int | None
    currency: str
    rate: Rate
    amount: Amount
    location_id: int | None = None


def given_lines(lines: Sequence[OpeningLineFields]) -> list[OpeningLineFields]:
    """Return the lines that say anything."""
    return [line for line in lines if line.get("amount")]


def opening_lines(
    lines: Sequence[OpeningLineFields], known: Known, rates: Mapping[str, Rate], base_currency: str
) -> list[OpeningLine]:
    """Return the balances in both currencies; `rates` are those of the day for the currencies of the organisation.

    Raises InvalidInput with every wrong field, then RuleBroken (4312, 4313; see `entered_lines`).
    """
    if len(lines) > LINE_LIMIT:
        parameters = {"field": "accounts", "limit": LINE_LIMIT}
        raise InvalidInput([FieldError("accounts", _("%(field)s has more than %(limit)s entries."), parameters)])
    errors = [
        error
        for index, line in enumerate(lines)
        for error in _line_errors(f"accounts[{index}].", line, known, rates, base_currency)
    ]
    if errors:
        raise InvalidInput(errors)
    for line in lines:
        _refuse(known.accounts[line.get("account_id") or 0], line, known)
    return [_entered(line, rates, base_currency) for line in lines]


def _line_errors(
    place: str, line: OpeningLineFields, known: Known, rates: Mapping[str, Rate], base_currency: str
) -> Iterator[FieldError]:
    names = ("account_id", "customer_id", "debit_or_credit", "amount", "currency_id", "exchange_rate")
    account, contact, side, amount, currency_field, rate_field = (place + name for name in names)
    account_id, contact_id = line.get("account_id"), line.get("contact_id")
    currency, rate = line.get("currency_code") or base_currency, line.get("exchange_rate")
    if not account_id:
        yield missing(account)
    elif account_id not in known.accounts:
        yield FieldError(account, _BAD, {"field": account})
    if contact_id and contact_id not in known.contacts:
        yield FieldError(contact, _BAD, {"field": contact})
    if "side" not in line:
        yield missing(side)
    if currency not in rates and rate is None:
        yield FieldError(currency_field, _("There is no exchange rate for %(currency)s."), {"currency": currency})
    if rate is not None and not 0 < scaled(rate, 6) < MINOR_LIMIT:
        yield FieldError(rate_field, _BAD, {"field": rate_field})
    yield from amount_errors(amount, line.get("amount"), currency)


def _refuse(account: LineAccount, line: OpeningLineFields, known: Known) -> None:
    if account.system_key == "opening_balance_offset":
        message = _("'%(name)s' has no opening balance of its own: it takes what the others leave.")
        raise RuleBroken(CONTROL_ACCOUNT, message, {"name": account.name})
    if account.account_type in WITH_CONTACT and not line.get("contact_id"):
        raise RuleBroken(NEEDS_CONTACT, _("A line of '%(name)s' needs a contact."), {"name": account.name})
    if not account.is_active and line.get("account_id") not in known.used:
        raise RuleBroken(INACTIVE_ACCOUNT, _("'%(name)s' is inactive."), {"name": account.name})


def _entered(line: OpeningLineFields, rates: Mapping[str, Rate], base_currency: str) -> OpeningLine:
    currency, given = line.get("currency_code") or base_currency, line.get("exchange_rate")
    rate = Rate.of(given) if given is not None and currency != base_currency else rates[currency]
    own = Money.of(line.get("amount") or Decimal(0), currency)
    own = own if line.get("side") is Side.DEBIT else -own
    base = convert(own, rate.micro, base_currency)
    return OpeningLine(
        line.get("account_id") or 0,
        line.get("contact_id"),
        currency,
        rate,
        Amount(base.minor, own.minor),
        line.get("location_id"),
    )


def opening_postings(lines: Sequence[OpeningLine], day: date, stock_accounts: set[int], offset: int) -> list[Line]:
    """Return what the opening balances have to have in the books: what is out of balance goes to account `offset`.

    Rows of stock accounts are left out: the opening stock of the items posts them.
    """
    posted = [line for line in lines if line.account_id not in stock_accounts]
    rest: dict[str, Amount] = defaultdict(lambda: Amount(0, 0))
    for line in posted:
        rest[line.currency] += line.amount
    own = [
        Line(Slot(day, line.account_id, line.contact_id or 0, 0, line.location_id or 0, line.currency), line.amount)
        for line in posted
    ]
    return own + [Line(Slot(day, offset, currency=currency), -amount) for currency, amount in rest.items() if amount]


def refuse_other_stock(declared: Mapping[int, int], real: Mapping[int, int], names: Mapping[int, str]) -> None:
    """Raise RuleBroken (4320) where a stock account's row is not what the items' opening stock is worth.

    `declared` and `real`: account id → minor units of the base currency. Accounts without a row are not compared.
    """
    for account_id, amount in declared.items():
        worth = real.get(account_id, 0)
        if amount != worth:
            message = _(
                "The opening balance of '%(name)s' differs from the items' opening stock by %(difference)s. "
                "Enter the opening stock of the items first."
            )
            raise RuleBroken(
                OPENING_STOCK_DIFFERS, message, {"name": names[account_id], "difference": f"{abs(amount - worth):,}"}
            )


def is_stock(account_type: str) -> bool:
    """Tell whether rows of accounts of this type are compared with the items' opening stock instead of posted."""
    return account_type in NOT_BY_HAND
