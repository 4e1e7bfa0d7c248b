"""How a purchase order serves a sales order (behaviour.md 3.1)."""

from dataclasses import dataclass
from enum import StrEnum


class Sourcing(StrEnum):
    """Goods are ordered for the customer: they come here first, or go straight from the vendor to the customer."""

    NONE = ""
    BACKORDER = "backordered"
    DROP_SHIPMENT = "drop_shipped"


@dataclass(frozen=True, slots=True)
class Sourced:
    """What a purchase order brings for a line of a sales order, and how much of it was billed, in 10^-6."""

    order_id: int
    line_id: int
    purchase_order_id: int
    sourcing: Sourcing
    quantity: int
    billed: int
