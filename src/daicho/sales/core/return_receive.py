"""What a receive of a return does: it moves the physical stock, no ledger (behaviour.md 2.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement, Stock


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """What arrives of a line of the return, and where; quantity in 10^-6."""

    line_id: int
    return_line_id: int
    location_id: int
    position: int
    item_id: int
    quantity: int


def movements_of(rows: Sequence[ReceivedRow], *, number: str, day: date, accounts: Mapping[int, int]) -> list[Movement]:
    """Return what a receive adds to the physical stock. `accounts`: tracked item → its inventory account."""
    return [
        Movement(
            line_id=row.line_id,
            item_id=row.item_id,
            location_id=row.location_id,
            kind=Kind.INFLOW,
            stock=Stock.PHYSICAL,
            day=day,
            number=number,
            position=row.position,
            quantity=row.quantity,
            inventory_account_id=accounts[row.item_id],
            contra_account_id=accounts[row.item_id],
        )
        for row in rows
        if row.item_id in accounts
    ]
