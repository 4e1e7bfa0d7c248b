"""States of the documents of stock, and what leads from one to another (behaviour.md 3.10, 3.11, 7.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from daicho.kernel.text import noop as _


class State(StrEnum):
    """Where a document stands. ADJUSTED, IN_TRANSIT, TRANSFERRED and BUNDLED count in stock."""

    DRAFT = "draft"
    PENDING_APPROVAL = "pending_approval"
    APPROVED = "approved"
    REJECTED = "rejected"
    ADJUSTED = "adjusted"
    IN_TRANSIT = "in_transit"
    TRANSFERRED = "transferred"
    CONFIRMED = "confirmed"
    BUNDLED = "bundled"


class Action(StrEnum):
    """What a person does to a document's state."""

    SUBMIT = "submit"
    APPROVE = "approve"
    REJECT = "reject"
    ADJUST = "adjust"
    SEND = "send"
    RECEIVE = "receive"
    CONFIRM = "confirm"
    BUNDLE = "bundle"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Move:
    """An action's way: from any of `sources` to `target`, noted as `done`; `refused` says why not from elsewhere."""

    sources: frozenset[State]
    target: State
    done: str
    refused: str


Moves = Mapping[Action, Move]

BEFORE = frozenset({State.DRAFT, State.PENDING_APPROVAL, State.APPROVED, State.REJECTED})
"""States in which a document does nothing yet."""

READY = frozenset({State.DRAFT, State.APPROVED})
_APPROVAL: Moves = {
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
}
ADJUSTMENT_MOVES: Moves = {
    **_APPROVAL,
    Action.ADJUST: Move(
        READY, State.ADJUSTED, "adjusted", _("Only a draft or approved adjustment can be carried out.")
    ),
}
TRANSFER_MOVES: Moves = {
    **_APPROVAL,
    Action.SEND: Move(
        READY, State.IN_TRANSIT, "sent off", _("Only a draft or approved transfer order can be sent off.")
    ),
    Action.RECEIVE: Move(
        READY | {State.IN_TRANSIT},
        State.TRANSFERRED,
        "received",
        _("In its present state the transfer order cannot be received."),
    ),
    Action.DRAFT: Move(
        frozenset({State.IN_TRANSIT, State.TRANSFERRED, State.REJECTED}),
        State.DRAFT,
        "made draft",
        _("In its present state the document cannot become a draft again."),
    ),
}
ASSEMBLY_MOVES: Moves = {
    Action.CONFIRM: Move(frozenset({State.DRAFT}), State.CONFIRMED, "confirmed", _("Only a draft can be confirmed.")),
    Action.BUNDLE: Move(
        frozenset({State.DRAFT, State.CONFIRMED}),
        State.BUNDLED,
        "carried out",
        _("In its present state the assembly cannot be carried out."),
    ),
    Action.DRAFT: Move(
        frozenset({State.CONFIRMED, State.BUNDLED}),
        State.DRAFT,
        "made draft",
        _("In its present state the document cannot become a draft again."),
    ),
}
ASSEMBLY_STATES = (State.DRAFT, State.CONFIRMED, State.BUNDLED)
NAMES: Mapping[str, str] = {
    State.DRAFT: _("Draft"),
    State.PENDING_APPROVAL: _("Pending approval"),
    State.APPROVED: _("Approved"),
    State.REJECTED: _("Rejected"),
    State.ADJUSTED: _("Adjusted"),
    State.IN_TRANSIT: _("In transit"),
    State.TRANSFERRED: _("Transferred"),
    State.CONFIRMED: _("Confirmed"),
    State.BUNDLED: _("Carried out"),
}
