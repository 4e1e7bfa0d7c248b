"""What a document says to the books (behaviour.md 4), as ledger lines that balance in both currencies.

Every amount of the document is converted exactly and shared out by largest remainder, so that the entry adds up to
the document's total converted once. Line discounts and a document's discount go to an account of their own where
there is one (sales); without one they lower what the lines are booked at (purchases, behaviour.md 5.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from daicho.kernel.allocation import allocate
from daicho.kernel.measure import MICRO
from daicho.kernel.rounding import Rounding, divide
from daicho.ledger.core.conversion import Conversion
from daicho.ledger.core.posting import Amount, Line, Slot

_WHOLE = 100 * MICRO


@dataclass(frozen=True, slots=True)
class BookedLine:
    """A line's amounts as they are stored, in minor units of the document's currency.

    `amount` is less the line's own discount `discount`, not less its share `document_discount` of the document's; both
    are with tax where prices are. `tax_in_cost` is the part of `tax` that cannot be reclaimed and is booked with the
    line. A line with `is_stock` is booked by its movement of stock, whose value is the amount that `Entry` tells.
    """

    account_id: int
    amount: int
    discount: int = 0
    document_discount: int = 0
    tax: int = 0
    tax_percentage_micro: int = 0
    tax_in_cost: int = 0
    item_id: int = 0
    location_id: int = 0
    is_stock: bool = False


@dataclass(frozen=True, slots=True)
class Booked:
    """A document as the books see it. `taxes` are (account, amount), less what lines carry in their cost.

    `sign` is +1 where the contact owes more by it (an invoice, a vendor credit), -1 where we do (a bill, a credit
    note). `discount` is what is taken off after tax. `discount_account_id` is None where discounts lower the lines.
    `is_tax_in_lines` is tax-inclusive bookkeeping (japan.md ACC-03): tax is booked with what it is on, not apart.
    `shipping_tax_in_cost` is the part of `shipping_tax` that cannot be reclaimed.
    """

    day: date
    sign: int
    contact_id: int
    control_account_id: int
    currency: str
    base_currency: str
    rate_micro: int
    total: int
    base_total: int
    is_inclusive: bool
    lines: Sequence[BookedLine]
    taxes: Sequence[tuple[int, int]] = ()
    discount: int = 0
    discount_account_id: int | None = None
    shipping: int = 0
    shipping_tax: int = 0
    shipping_tax_in_cost: int = 0
    shipping_account_id: int = 0
    adjustment: int = 0
    adjustment_account_id: int = 0
    withheld: int = 0
    withheld_account_id: int = 0
    location_id: int = 0
    is_tax_in_lines: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """The ledger lines, and for each of the document's lines what it is booked at (positive, without sign)."""

    lines: tuple[Line, ...]
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    account_id: int
    own: int
    item_id: int = 0
    location_id: int = 0
    is_stock: bool = False


def entry_of(document: Booked) -> Entry:
    """Return the document's ledger lines; what `is_stock` is left out of them.

    Raises AssertionError where the parts do not add up to the total: a bug of whoever stored them.
    """
    of_lines, discounts = _line_parts(document)
    rest = [
        *discounts,
        *(_Part(account_id, tax) for account_id, tax in document.taxes if not document.is_tax_in_lines),
        _Part(document.shipping_account_id, _net_shipping(document), location_id=document.location_id),
        _Part(document.adjustment_account_id, document.adjustment, location_id=document.location_id),
        _Part(document.withheld_account_id, -document.withheld),
    ]
    parts = [*of_lines, *(part for part in rest if part.own)]
    owns = [part.own for part in parts]
    assert sum(owns) == document.total, f"the parts add up to {sum(owns)}, the total is {document.total}"
    bases = Conversion(document.currency, document.rate_micro, document.base_currency).parts(owns)
    assert sum(bases) == document.base_total, f"{sum(bases)} in base currency, stored are {document.base_total}"
    control = Slot(
        document.day, document.control_account_id, contact_id=document.contact_id, currency=document.currency
    )
    lines = [Line(control, Amount(document.sign * document.base_total, document.sign * document.total))]
    for part, base in zip(parts, bases, strict=True):
        if not part.is_stock:
            slot = Slot(document.day, part.account_id, 0, part.item_id, part.location_id, document.currency)
            lines.append(Line(slot, Amount(-document.sign * base, -document.sign * part.own)))
    amounts = [Amount(base, part.own) for part, base in zip(of_lines, bases[: len(of_lines)], strict=True)]
    return Entry(tuple(line for line in lines if line.amount), tuple(amounts))


def _net_shipping(document: Booked) -> int:
    in_cost = document.shipping_tax if document.is_tax_in_lines else document.shipping_tax_in_cost
    return document.shipping - (document.shipping_tax if document.is_inclusive else 0) + in_cost


def _line_parts(document: Booked) -> tuple[list[_Part], list[_Part]]:
    """Return a part for each line, and the discounts by location as parts with a negative amount."""
    nets = [_net(line, document) for line in document.lines]
    account_id = document.discount_account_id
    if account_id is None:
        after_tax = _shares(document.discount, nets)
        less = [_part(line, net - share) for line, net, share in zip(document.lines, nets, after_tax, strict=True)]
        return less, []
    taken = [_discount(line, document) for line in document.lines]
    whole = [_part(line, net + less) for line, net, less in zip(document.lines, nets, taken, strict=True)]
    by_location: dict[int, int] = {document.location_id: document.discount}
    for line, off in zip(document.lines, taken, strict=True):
        by_location[line.location_id] = by_location.get(line.location_id, 0) + off
    return whole, [_Part(account_id, -less, location_id=place) for place, less in by_location.items()]


def _part(line: BookedLine, own: int) -> _Part:
    return _Part(line.account_id, own, line.item_id, line.location_id, line.is_stock)


def _net(line: BookedLine, document: Booked) -> int:
    """Return the line less every discount taken before tax, without tax but for what is booked with it."""
    in_price = line.tax if document.is_inclusive else 0
    booked_with = line.tax if document.is_tax_in_lines else line.tax_in_cost
    return line.amount - line.document_discount - in_price + booked_with


def _discount(line: BookedLine, document: Booked) -> int:
    """Return the line's discounts as they are booked: without tax, or with it where tax stays in the lines."""
    discount = line.discount + line.document_discount
    if document.is_inclusive == document.is_tax_in_lines:
        return discount
    taxed = _WHOLE + line.tax_percentage_micro
    if document.is_inclusive:
        return divide(discount * _WHOLE, taxed, Rounding.HALF_UP)
    return divide(discount * taxed, _WHOLE, Rounding.HALF_UP)


def _shares(total: int, nets: Sequence[int]) -> list[int]:
    return allocate(total, [abs(net) for net in nets]) if nets else []
