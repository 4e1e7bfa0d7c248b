"""What invoices and credit notes that count do to stock (behaviour.md 2.3, 4, 5.7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from daicho.kernel.measure import Quantity, Rate, extend
from daicho.ledger.core.posting import Amount, Line, Slot
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement, Stock


@dataclass(frozen=True, slots=True)
class Sold:
    """A line with a tracked item: where the goods leave, which accounts carry them, 10^-6 of both numbers.

    What comes back names the line of the invoice by which it left (`lot`), and the day (`follows`). Goods of an order
    (`has_order`) leave the physical stock by its shipments, never with an invoice.
    """

    line_id: int
    position: int
    item_id: int
    location_id: int
    quantity: int
    purchase_rate: int
    inventory_account_id: int
    cost_account_id: int
    lot: int | None = None
    follows: date | None = None
    has_order: bool = False


def outflows(
    sold: Iterable[Sold], *, day: date, number: str, base_currency: str, is_shipped: bool
) -> list[Movement]:  # fmt: skip
    """Return the goods that leave the accounting stock, and the physical one where they left with the invoice."""
    return [
        Movement(
            line_id=line.line_id,
            item_id=line.item_id,
            location_id=line.location_id,
            kind=Kind.OUTFLOW,
            stock=Stock.BOTH if is_shipped and not line.has_order else Stock.ACCOUNTING,
            day=day,
            number=number,
            position=line.position,
            quantity=line.quantity,
            inventory_account_id=line.inventory_account_id,
            contra_account_id=line.cost_account_id,
            fallback=extend(Quantity(line.quantity), Rate(line.purchase_rate), base_currency).minor,
        )
        for line in sold
    ]


def returns(sold: Iterable[Sold], *, day: date, number: str, base_currency: str) -> list[Movement]:
    """Return the goods that come back to the accounting stock; the physical ones come back by a return receive."""
    return [
        Movement(
            line_id=line.line_id,
            item_id=line.item_id,
            location_id=line.location_id,
            kind=Kind.RETURN if line.lot else Kind.INFLOW,
            stock=Stock.ACCOUNTING,
            day=day,
            number=number,
            position=line.position,
            quantity=line.quantity,
            inventory_account_id=line.inventory_account_id,
            contra_account_id=line.cost_account_id,
            fallback=extend(Quantity(line.quantity), Rate(line.purchase_rate), base_currency).minor,
            lot=line.lot,
            follows=line.follows,
        )
        for line in sold
    ]


def write_off_lines(
    amount: Amount, *, day: date | None, contact_id: int, receivable_id: int, bad_debt_id: int, currency: str
) -> list[Line]:
    """Return the lines by which a receivable becomes a loss; none where nothing was written off."""
    if day is None or not amount:
        return []
    receivable = Slot(day, receivable_id, contact_id=contact_id, currency=currency)
    return [Line(Slot(day, bad_debt_id, currency=currency), amount), Line(receivable, -amount)]
