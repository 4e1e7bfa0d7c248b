"""What a document does to the stocks (behaviour.md 2.3), as data that `post_effects` turns into stock and books."""

from datetime import date
from enum import IntFlag
from typing import NamedTuple

from daicho.stock.core.event import Kind, StockEvent

OUTWARD = frozenset({Kind.OUTFLOW, Kind.DEPARTURE})
"""Kinds whose quantity leaves its location."""

BETWEEN_LOCATIONS = frozenset({Kind.DEPARTURE, Kind.ARRIVAL})
"""Kinds that leave quantity and cost of the organisation as they are (behaviour.md 5.8)."""


class Stock(IntFlag):
    """The two stocks: accounting moves on bills and invoices, physical on receives and shipments."""

    ACCOUNTING = 1
    PHYSICAL = 2
    BOTH = 3


class Movement(NamedTuple):
    """One movement of one item at one location.

    `line_id` is the document line's id, unique over everything and kept when the document changes: it is the event's
    identity. `quantity` in 10^-6, not negative, the kind gives the direction. `value` in minor units of the base
    currency where the document gives it (a bill), None where costing finds it.

    `contra_account_id` is debited with what leaves (and credited with what comes in at a cost that costing finds):
    cost of goods sold, an adjustment's account. `cost_account_id` takes the part of a VALUE whose goods are gone and
    cannot be told apart. `lot` is the line id of the movement referred to, `follows` the day of that movement (see
    StockEvent). `fallback` is what the quantity is worth at the item's purchase rate.

    `assembly_id` names the assembly that made the goods of its inflows out of the goods of its outflows: the one is the
    other's other side, so there is no contra account (0). An inflow's `value` is what was added to the cost (services).

    `batch_id` names the batch (or the piece with a serial number) of an item that is kept so. A document names several
    on one line: `batches.split` makes as many movements of it before they reach stock, each with its own `line_id`.

    A document in a foreign currency tells besides what the goods are worth in it: `own_value` in minor units of
    `currency`. Only its own ledger line needs that: stock keeps movements `in_base`.
    """

    line_id: int
    item_id: int
    location_id: int
    kind: Kind
    stock: Stock
    day: date
    number: str
    position: int
    quantity: int
    inventory_account_id: int
    contra_account_id: int
    cost_account_id: int = 0
    value: int | None = None
    fallback: int = 0
    lot: int | None = None
    follows: date | None = None
    assembly_id: int | None = None
    batch_id: int | None = None
    own_value: int | None = None
    currency: str = ""

    @property
    def in_base(self) -> "Movement":
        """The movement as stock keeps it."""
        return self._replace(own_value=None, currency="") if self.currency else self

    @property
    def pool_key(self) -> int:
        """The cost pool: the batch's, else the item's. Ids are unique over everything, so one number tells both."""
        return self.batch_id or self.item_id

    @property
    def signed_quantity(self) -> int:
        """The quantity with its direction."""
        return -self.quantity if self.kind in OUTWARD else self.quantity

    @property
    def is_costed(self) -> bool:
        """Whether the movement belongs into its cost pool: accounting stock, but not on the way between locations."""
        return Stock.ACCOUNTING in self.stock and self.kind not in BETWEEN_LOCATIONS

    @property
    def is_valued(self) -> bool:
        """Whether the document itself says what the goods are worth, so that its own entry debits inventory."""
        return self.is_costed and self.value is not None and self.kind in {Kind.OPENING, Kind.INFLOW}

    @property
    def event(self) -> StockEvent:
        """The movement as costing sees it."""
        return StockEvent(
            self.line_id, self.kind, self.day, self.number, self.position, self.quantity,
            self.value, self.fallback, self.lot, self.follows,
            (self.location_id, self.inventory_account_id, self.contra_account_id, self.cost_account_id, self.pool_key),
            self.assembly_id,
        )  # fmt: skip
