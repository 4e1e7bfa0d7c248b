"""What a purchase receive says, and what it does (behaviour.md 2.3, 3.5): it moves the physical stock, no ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypedDict

from daicho.documents.core.portion import Portion, PortionFields
from daicho.kernel.text import noop as _
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement, Stock

ENTITY = "purchasereceive"


class State(StrEnum):
    """Where a receive stands. RECEIVED moves stock; IN_TRANSIT is announced and no longer open on the order."""

    DRAFT = "draft"
    PENDING_APPROVAL = "pending_approval"
    APPROVED = "approved"
    REJECTED = "rejected"
    IN_TRANSIT = "in_transit"
    RECEIVED = "received"


class Action(StrEnum):
    """What a person does to a receive."""

    SUBMIT = "submit"
    APPROVE = "approve"
    REJECT = "reject"
    SEND = "send"
    RECEIVE = "receive"


@dataclass(frozen=True, slots=True)
class Move:
    """An action's way: from any of `sources` to `target`, noted as `done`; `refused` says why not from elsewhere."""

    sources: frozenset[State]
    target: State
    done: str
    refused: str


_READY = frozenset({State.DRAFT, State.APPROVED})
MOVES: Mapping[Action, Move] = {
    Action.SUBMIT: Move(
        frozenset({State.DRAFT, State.REJECTED}),
        State.PENDING_APPROVAL,
        "submitted",
        _("Only a draft or rejected document can be submitted for approval."),
    ),
    Action.APPROVE: Move(
        frozenset({State.PENDING_APPROVAL}),
        State.APPROVED,
        "approved",
        _("Only a document that is pending approval can be approved."),
    ),
    Action.REJECT: Move(
        frozenset({State.PENDING_APPROVAL}),
        State.REJECTED,
        "rejected",
        _("Only a document that is pending approval can be rejected."),
    ),
    Action.SEND: Move(
        _READY | {State.RECEIVED},
        State.IN_TRANSIT,
        "marked as in transit",
        _("In its present state the receive cannot be marked as in transit."),
    ),
    Action.RECEIVE: Move(
        _READY | {State.IN_TRANSIT},
        State.RECEIVED,
        "received",
        _("In its present state the goods cannot be received."),
    ),
}
COUNTING = frozenset({State.IN_TRANSIT, State.RECEIVED})
"""States in which the quantities are no longer open on the order."""

FIRST_STATES = frozenset({State.DRAFT, State.IN_TRANSIT, State.RECEIVED})
"""States in which a receive may begin."""

NAMES: Mapping[str, str] = {
    State.DRAFT: _("Draft"),
    State.PENDING_APPROVAL: _("Pending approval"),
    State.APPROVED: _("Approved"),
    State.REJECTED: _("Rejected"),
    State.IN_TRANSIT: _("In transit"),
    State.RECEIVED: _("Received"),
}


class ReceiveFields(TypedDict, total=False):
    """What a person may set on a receive; an absent key means unchanged, or the default. Lines are replaced.

    `date` is when the goods arrived, or left the vendor where they are in transit. `state` is where a new one begins.
    """

    number: str
    date: date
    state: State
    location_id: int | None
    notes: str
    lines: Sequence[PortionFields]
    custom_fields: Sequence[Mapping[str, object]] | None


def movements_of(
    rows: Sequence[Portion], *, number: str, day: date, location_id: int, accounts: Mapping[int, int]
) -> list[Movement]:
    """Return what a receive adds to the physical stock. `accounts`: tracked item → its inventory account."""
    return [
        Movement(
            line_id=row.line_id,
            item_id=row.item_id,
            location_id=location_id,
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
