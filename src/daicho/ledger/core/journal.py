"""What a journal written by hand may be (behaviour.md 4; zoho-surface, module journals)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TypedDict

from daicho.kernel.errors import FieldError, InvalidInput, RuleBroken, missing
from daicho.kernel.money import MINOR_LIMIT, Money, currency_decimals
from daicho.kernel.rounding import scaled
from daicho.kernel.text import noop as _
from daicho.ledger.core.account_type import Side
from daicho.ledger.core.conversion import Conversion
from daicho.ledger.core.journal_tax import (
    NO_TAXES,
    Direction,
    LineTaxes,
    TaxedAmount,
    bears_tax,
    usual_direction,
)
from daicho.ledger.core.posting import Amount, Line, Slot
from daicho.ledger.core.rules import (
    CONTROL_ACCOUNT,
    INACTIVE_ACCOUNT,
    LINE_LIMIT,
    NEEDS_CONTACT,
    NO_LINES,
    NOT_BALANCED,
    TAX_ON_LINE,
)

TYPES = {"both": "Both", "cash": "Cash"}
"""Whether a journal counts in reports on both bases or on the cash basis only → its name on the wire.

What counts on the cash basis only is not in the books, which are kept on the accrual basis (behaviour.md 4).
"""

WITH_CONTACT = ("accounts_receivable", "accounts_payable")
"""Types of accounts whose lines say with whom."""

NOT_BY_HAND = ("stock",)
"""Types of accounts whose lines come from documents only: their value is the value of the stock (DESIGN §1).

Tax accounts are not among them: the settlement of a tax period is a journal.
"""

REFERENCE_LENGTH, NOTES_LENGTH, DESCRIPTION_LENGTH = 100, 2000, 500
_BAD = _("Invalid value passed for %(field)s")


class JournalLineFields(TypedDict, total=False):
    """A line of a journal; `amount` in major units of the journal's currency, positive. `line_id` names an old line.

    `tax_id` names a tax or a group; without a `tax_direction` it follows from the account (`usual_direction`).
    """

    line_id: int | None
    account_id: int | None
    contact_id: int | None
    description: str
    amount: Decimal | None
    side: Side
    tax_id: int | None
    tax_direction: Direction | None


class JournalFields(TypedDict, total=False):
    """What may be said about a journal; an absent key is unchanged, or its default. `lines` replaces all lines.

    `is_inclusive_tax`: the amounts of its lines are with tax. `exchange_rate`: base units for one unit of the currency;
    None for the rate of the day.
    """

    date: date
    reference: str
    notes: str
    journal_type: str
    currency_code: str
    exchange_rate: Decimal | None
    is_inclusive_tax: bool
    custom_fields: Sequence[Mapping[str, object]]
    lines: Sequence[JournalLineFields]


@dataclass(frozen=True, slots=True)
class LineAccount:
    """What the rules need to know of an account."""

    name: str
    account_type: str
    is_active: bool
    system_key: str = ""


@dataclass(frozen=True, slots=True)
class EnteredLine:
    """A line that fits the rules: signed amounts in minor units, debit positive. `amount` is without its taxes."""

    line_id: int | None
    account_id: int
    contact_id: int | None
    description: str
    amount: Amount
    tax_id: int | None = None
    tax_direction: Direction | None = None
    tax: LineTaxes = NO_TAXES

    @property
    def with_tax(self) -> Amount:
        """The line with its taxes."""
        return sum((Amount(share.base, share.own) for share in self.tax.shares), self.amount)


@dataclass(frozen=True, slots=True)
class Known:
    """What lines may refer to. `used` are accounts that the journal has already: they may be inactive by now.

    `taxes` are those of lines by their place, None where there is no such tax; `used_taxes` may be inactive.
    """

    accounts: Mapping[int, LineAccount]
    contacts: Collection[int]
    used: Collection[int] = ()
    taxes: Mapping[int, LineTaxes | None] = field(default_factory=dict)
    used_taxes: Collection[int] = ()


def taxed_amounts(lines: Sequence[JournalLineFields], known: Known, currency: str) -> dict[int, TaxedAmount]:
    """Return by its place in `lines` what each of them that is complete and names a tax bears it on."""
    return {
        place: TaxedAmount(tax_id, _direction(line, account), _signed(line, currency))
        for place, line in enumerate(lines)
        if (tax_id := line.get("tax_id"))
        and (account := known.accounts.get(line.get("account_id") or 0))
        and "side" in line
        and not any(amount_errors("amount", line.get("amount"), currency))
    }


def _direction(line: JournalLineFields, account: LineAccount) -> Direction:
    return line.get("tax_direction") or usual_direction(account.account_type)


def entered_lines(
    lines: Sequence[JournalLineFields],
    known: Known,
    *,
    currency: str,
    rate_micro: int,
    base_currency: str,
    is_inclusive: bool = False,
) -> list[EnteredLine]:
    """Return the lines with their amounts in base currency; both sides come to the same in both currencies.

    Raises InvalidInput with every wrong field, then RuleBroken: fewer than two lines (4016), sides that differ (4311),
    an account that takes no lines by hand (11016), a contact that is missing (4312), an inactive account (4313), tax on
    a line of tax or of what is owed (4316).
    """
    if len(lines) < 2:
        raise RuleBroken(NO_LINES, _("A journal needs at least two lines."))
    if len(lines) > LINE_LIMIT:
        parameters = {"field": "line_items", "limit": LINE_LIMIT}
        raise InvalidInput([FieldError("line_items", _("%(field)s has more than %(limit)s entries."), parameters)])
    errors = [error for place, line in enumerate(lines) for error in _line_errors(place, line, known, currency)]
    if errors:
        raise InvalidInput(errors)
    for line in lines:
        refuse_account(known.accounts[line.get("account_id") or 0], known, line)
    taxes = [known.taxes.get(place) or NO_TAXES for place in range(len(lines))]
    borne = [[share.own for share in tax.shares] for tax in taxes]
    nets = [
        _signed(line, currency) - (sum(owns) if is_inclusive else 0) for line, owns in zip(lines, borne, strict=True)
    ]
    own = [amount for net, owns in zip(nets, borne, strict=True) for amount in (net, *owns)]
    if sum(own):
        difference = f"{Money(abs(sum(own)), currency).value:,f} {currency}"
        raise RuleBroken(NOT_BALANCED, _("Debit and credit differ by %(difference)s."), {"difference": difference})
    base = iter(base_amounts(own, currency=currency, rate_micro=rate_micro, base_currency=base_currency))
    return [
        _entered(line, known, Amount(next(base), net), _based(tax, base))
        for line, net, tax in zip(lines, nets, taxes, strict=True)
    ]


def _based(tax: LineTaxes, base: Iterator[int]) -> LineTaxes:
    """Return the taxes of a line with the next amounts in base currency."""
    return replace(tax, shares=tuple(share._replace(base=next(base)) for share in tax.shares))


def _entered(line: JournalLineFields, known: Known, amount: Amount, tax: LineTaxes) -> EnteredLine:
    account_id = line.get("account_id") or 0
    return EnteredLine(
        line.get("line_id"),
        account_id,
        line.get("contact_id"),
        line.get("description", "").strip(),
        amount,
        tax_id=line.get("tax_id") or None,
        tax_direction=_direction(line, known.accounts[account_id]) if line.get("tax_id") else None,
        tax=tax,
    )


def base_amounts(own: Sequence[int], *, currency: str, rate_micro: int, base_currency: str) -> list[int]:
    """Return balanced amounts in minor units of `currency` as balanced amounts of the base currency.

    Each side's sum is converted once and shared out among its lines, so that rounding never unbalances an entry.
    """
    terms = Conversion(currency, rate_micro, base_currency)
    debit_parts = terms.parts([max(amount, 0) for amount in own])
    credit_parts = terms.parts([max(-amount, 0) for amount in own])
    return [debit - credit for debit, credit in zip(debit_parts, credit_parts, strict=True)]


def refuse_account(account: LineAccount, known: Known, line: JournalLineFields) -> None:
    """Raise RuleBroken where the account takes no such line."""
    if account.account_type in NOT_BY_HAND:
        message = _("'%(name)s' takes no journal lines: the value of stock changes by documents of stock only.")
        raise RuleBroken(CONTROL_ACCOUNT, message, {"name": account.name})
    if account.account_type in WITH_CONTACT and not line.get("contact_id"):
        raise RuleBroken(NEEDS_CONTACT, _("A line of '%(name)s' needs a contact."), {"name": account.name})
    if line.get("tax_id") and not bears_tax(account.account_type, account.system_key):
        raise RuleBroken(TAX_ON_LINE, _("A line of '%(name)s' bears no tax."), {"name": account.name})
    if not account.is_active and line.get("account_id") not in known.used:
        raise RuleBroken(INACTIVE_ACCOUNT, _("'%(name)s' is inactive."), {"name": account.name})


def wanted_lines(lines: Sequence[EnteredLine], day: date, currency: str, *, is_tax_in_lines: bool) -> list[Line]:
    """Return what a published journal has to have in the books.

    Tax is in its account; with its line where nobody can reclaim it, and in tax-inclusive bookkeeping (ACC-03).
    """
    wanted = []
    for line in lines:
        slot = Slot(day, line.account_id, line.contact_id or 0, currency=currency)
        wanted.append(Line(slot, line.amount))
        for share in line.tax.shares:
            apart = share.account_id and not is_tax_in_lines
            place = Slot(day, share.account_id, currency=currency) if apart else slot
            wanted.append(Line(place, Amount(share.base, share.own)))
    return wanted


def journal_errors(fields: JournalFields) -> Iterator[FieldError]:
    """Yield what is wrong with the fields of a journal's head, under the names of the wire."""
    if "date" not in fields:
        yield missing("journal_date")
    limits = (("reference", "reference_number", REFERENCE_LENGTH), ("notes", "notes", NOTES_LENGTH))
    for name, place, limit in limits:
        if len(str(fields.get(name, ""))) > limit:
            parameters = {"field": place, "limit": limit}
            yield FieldError(place, _("%(field)s has more than %(limit)s characters."), parameters)
    if fields.get("journal_type", "both") not in TYPES:
        yield FieldError("journal_type", _BAD, {"field": "journal_type"})
    rate = fields.get("exchange_rate")
    if rate is not None and not 0 < scaled(rate, 6) < MINOR_LIMIT:
        yield FieldError("exchange_rate", _BAD, {"field": "exchange_rate"})


def _line_errors(place: int, line: JournalLineFields, known: Known, currency: str) -> Iterator[FieldError]:
    names = ("account_id", "customer_id", "description", "debit_or_credit", "amount", "tax_id")
    account, contact, description, side, amount, tax = (f"line_items[{place}].{name}" for name in names)
    account_id, contact_id = line.get("account_id"), line.get("contact_id")
    if not account_id:
        yield missing(account)
    elif account_id not in known.accounts:
        yield FieldError(account, _BAD, {"field": account})
    if contact_id and contact_id not in known.contacts:
        yield FieldError(contact, _BAD, {"field": contact})
    if len(line.get("description", "")) > DESCRIPTION_LENGTH:
        parameters = {"field": description, "limit": DESCRIPTION_LENGTH}
        yield FieldError(description, _("%(field)s has more than %(limit)s characters."), parameters)
    if "side" not in line:
        yield missing(side)
    yield from amount_errors(amount, line.get("amount"), currency)
    yield from _tax_errors(tax, place, line, known)


def _tax_errors(field: str, place: int, line: JournalLineFields, known: Known) -> Iterator[FieldError]:
    if place not in known.taxes:  # it names none, or what the tax is on is wrong
        return
    tax = known.taxes[place]
    if tax is None:
        yield FieldError(field, _BAD, {"field": field})
    elif not tax.is_active and line.get("tax_id") not in known.used_taxes:
        yield FieldError(field, _("The tax %(name)s is inactive."), {"name": tax.name})


def amount_errors(field: str, amount: Decimal | None, currency: str) -> Iterator[FieldError]:
    """Yield what is wrong with a positive amount in major units of `currency`."""
    decimals = currency_decimals(currency)
    if amount is None:
        yield missing(field)
    elif amount <= 0:
        yield FieldError(field, _("The amount must be greater than zero."))
    elif amount != amount.quantize(Decimal(1).scaleb(-decimals)):
        message = _("Amounts in %(currency)s have at most %(decimals)s decimals.")
        yield FieldError(field, message, {"currency": currency, "decimals": decimals})
    elif scaled(amount, decimals) >= MINOR_LIMIT:
        yield FieldError(field, _BAD, {"field": field})


def _signed(line: JournalLineFields, currency: str) -> int:
    minor = Money.of(line.get("amount") or Decimal(0), currency).minor
    return minor if line.get("side") is Side.DEBIT else -minor
