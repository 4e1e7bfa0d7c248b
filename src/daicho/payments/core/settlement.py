"""What payments, refunds and applications say to the books (behaviour.md 4, 3.7, 9).

`side` is 1 where customers owe (receivable) and -1 where we owe (payable): every line of a vendor payment is that of a
customer payment, negated. What is settled carries off its share of the document's base amount, so that a settled
document leaves nothing, in either currency, whatever the rates were; the rest is realised gain or loss.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from daicho.ledger.core.conversion import Conversion, ExchangeAccounts, settled_base, with_exchange_difference
from daicho.ledger.core.posting import Amount, Line, Slot

Ref = tuple[str, int]
"""A record by its kind and id: ("invoice", 1), ("customerpayment", 2)."""


@dataclass(frozen=True, slots=True)
class Use:
    """Some of one record that settles another, on `day`; amounts in minor units of their currency.

    A refund settles nothing (`target` None). `withheld` is tax that the payer kept back: it settles the target, but is
    none of the source's money. `place` orders the uses of a day.
    """

    use_id: int
    source: Ref
    target: Ref | None
    day: date
    amount: int
    withheld: int = 0
    place: str = ""

    @property
    def settled(self) -> int:
        """What the target is settled by."""
        return self.amount + self.withheld

    @property
    def order(self) -> tuple[date, bool, str, int]:
        """Where the use stands among those of a record: by day, refunds last, never by the order of entry."""
        return (self.day, self.target is None, self.place, self.use_id)


@dataclass(frozen=True, slots=True)
class Carried:
    """What a use carries off in base currency: of the record it is taken from, and of the one it settles."""

    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Accounts:
    """Accounts of settlements: the control account of the side, unused money, tax kept back, bank fees, differences."""

    control_id: int
    advances_id: int
    withheld_id: int
    fees_id: int
    exchange: ExchangeAccounts


@dataclass(frozen=True, slots=True)
class Money:
    """Money that moved on `day`: `amount` in minor units of its currency, of which `fees` stayed with the bank."""

    day: date
    contact_id: int
    account_id: int
    amount: int
    terms: Conversion
    fees: int = 0


def carried(totals: Mapping[Ref, Amount], uses: Sequence[Use]) -> dict[int, Carried]:
    """Return use id → what it carries off. `totals`: every record that the uses name → its amount in both currencies.

    The uses must be all there are of the records whose share is wanted.
    """
    of_source = _shares(totals, uses, by_source=True)
    of_target = _shares(totals, [use for use in uses if use.target], by_source=False)
    return {use.use_id: Carried(of_source[use.use_id], of_target.get(use.use_id, 0)) for use in uses}


def _shares(totals: Mapping[Ref, Amount], uses: Sequence[Use], *, by_source: bool) -> dict[int, int]:
    groups: dict[Ref, list[Use]] = {}
    for use in sorted(uses, key=lambda use: use.order):
        ref = use.source if by_source else use.target
        assert ref is not None, "a refund settles nothing"
        groups.setdefault(ref, []).append(use)
    shares: dict[int, int] = {}
    for ref, group in groups.items():
        amounts = [use.amount if by_source else use.settled for use in group]
        shares |= dict(zip((use.use_id for use in group), settled_base(totals[ref], amounts), strict=True))
    return shares


def payment_lines(
    side: int, money: Money, uses: Sequence[Use], shares: Mapping[int, Carried], accounts: Accounts
) -> list[Line]:
    """Return what a payment with these uses says: money, what it settles, and what of it is unused on each day.

    Refunds are among the uses but post by themselves (`refund_lines`): until then their money is unused.
    """
    total = Amount(money.terms.total(money.amount), money.amount)
    fees = Amount(money.terms.total(money.fees), money.fees)
    lines = [
        _line(money.day, money, money.account_id, total + -fees, side),
        _line(money.day, money, accounts.fees_id, fees, side),
    ]
    unused = total
    for use in uses:
        taken = Amount(shares[use.use_id].source, use.amount)
        if use.target is None:
            continue
        if use.day == money.day:
            unused += -taken
        else:
            lines.append(_line(use.day, money, accounts.advances_id, taken, side, money.contact_id))
        withheld = Amount(money.terms.total(use.withheld), use.withheld)
        settled = Amount(shares[use.use_id].target, use.settled)
        lines.append(_line(use.day, money, accounts.withheld_id, withheld, side))
        lines.append(_line(use.day, money, accounts.control_id, settled, -side, money.contact_id))
    lines.append(_line(money.day, money, accounts.advances_id, unused, -side, money.contact_id))
    return with_exchange_difference([line for line in lines if line.amount], accounts.exchange)


def refund_lines(side: int, money: Money, account_id: int, taken: int, accounts: Accounts) -> list[Line]:
    """Return what giving money back says: `account_id` (unused money, or the control account) gives, the bank pays.

    `taken` is what the refund carries off of the payment or credit, in base currency.
    """
    lines = [
        _line(money.day, money, account_id, Amount(taken, money.amount), side, money.contact_id),
        _line(money.day, money, money.account_id, Amount(money.terms.total(money.amount), money.amount), -side),
    ]
    return with_exchange_difference(lines, accounts.exchange)


def credit_lines(
    side: int, day: date, contact_id: int, currency: str, share: Carried, accounts: Accounts
) -> list[Line]:  # fmt: skip
    """Return what applying a credit to a document says: nothing but the difference of their rates, if there is any.

    Both stand in the control account already.
    """
    excess = side * (share.source - share.target)
    if not excess:
        return []
    slot = Slot(day, accounts.control_id, contact_id=contact_id, currency=currency)
    return with_exchange_difference([Line(slot, Amount(excess, 0))], accounts.exchange)


def all_refs(uses: Sequence[Use]) -> set[Ref]:
    """Return every record that the uses name."""
    return set(chain.from_iterable((use.source, use.target) if use.target else (use.source,) for use in uses))


def _line(day: date, money: Money, account_id: int, amount: Amount, sign: int, contact_id: int = 0) -> Line:
    slot = Slot(day, account_id, contact_id=contact_id, currency=money.terms.currency)
    return Line(slot, amount if sign > 0 else -amount)
