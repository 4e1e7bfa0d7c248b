"""What a shipment says, and what it does (behaviour.md 2.3, 3.2): goods leave the physical stock, no ledger."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict

from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement, Stock

ENTITY = "shipment"


class ShipmentFields(TypedDict, total=False):
    """What a person may set on a shipment; an absent key means unchanged, or the default.

    `package_ids` replace the packages it carries. `delivery_method` names the carrier, who is made where there is none
    of that name. `order_id`, where given, has to be an order of one of the packages.
    """

    order_id: int | None
    number: str
    date: date
    expected_on: date | None
    package_ids: Sequence[int]
    delivery_method: str
    delivery_method_id: int | None
    tracking_number: str
    reference: str
    shipping_charge: Decimal
    exchange_rate: Decimal
    person_ids: Sequence[int]
    notes: str
    custom_fields: Sequence[Mapping[str, object]] | None


@dataclass(frozen=True, slots=True)
class Packed:
    """A line of a package: where its goods leave, the account that carries them, the quantity in 10^-6."""

    line_id: int
    item_id: int
    location_id: int
    quantity: int
    inventory_account_id: int


def movements_of(packed: Iterable[Packed], *, number: str, day: date) -> list[Movement]:
    """Return what leaves the physical stock; the accounting stock has its invoices."""
    return [
        Movement(
            line_id=line.line_id,
            item_id=line.item_id,
            location_id=line.location_id,
            kind=Kind.OUTFLOW,
            stock=Stock.PHYSICAL,
            day=day,
            number=number,
            position=position,
            quantity=line.quantity,
            inventory_account_id=line.inventory_account_id,
            contra_account_id=line.inventory_account_id,
        )
        for position, line in enumerate(packed, 1)
    ]
