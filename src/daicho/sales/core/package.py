"""What a package says (behaviour.md 3.2): what of an order was packed. It moves no stock and no ledger."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypedDict

from daicho.documents.core.portion import PortionFields
from daicho.kernel.text import noop as _

ENTITY = "package"


class State(StrEnum):
    """Where a package stands; it follows from the shipment it left with."""

    NOT_SHIPPED = "not_shipped"
    SHIPPED = "shipped"
    DELIVERED = "delivered"


NAMES: Mapping[str, str] = {
    State.NOT_SHIPPED: _("Not shipped"),
    State.SHIPPED: _("Shipped"),
    State.DELIVERED: _("Delivered"),
}


class PackageFields(TypedDict, total=False):
    """What a person may set on a package; an absent key means unchanged, or the default. Lines are replaced."""

    number: str
    date: date
    notes: str
    lines: Sequence[PortionFields]
    custom_fields: Sequence[Mapping[str, object]] | None


def state_of(*, is_shipped: bool, is_delivered: bool) -> State:
    """Return where a package stands."""
    if not is_shipped:
        return State.NOT_SHIPPED
    return State.DELIVERED if is_delivered else State.SHIPPED
