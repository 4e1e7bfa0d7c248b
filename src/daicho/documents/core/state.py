"""States of documents and what leads from one to another (behaviour.md 3, 7.2).

One neutral state is stored; `wire_status` says how an application reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from daicho.kernel.context import Application
from daicho.kernel.text import noop as _


class State(StrEnum):
    """Where a document stands. OPEN counts: a confirmed sales order, an issued purchase order."""

    DRAFT = "draft"
    PENDING_APPROVAL = "pending_approval"
    APPROVED = "approved"
    REJECTED = "rejected"
    OPEN = "open"
    ON_HOLD = "onhold"
    BILLED = "billed"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    VOID = "void"


class Action(StrEnum):
    """What a person does to a document's state."""

    SUBMIT = "submit"
    APPROVE = "approve"
    REJECT = "reject"
    OPEN = "open"
    DRAFT = "draft"
    BILL = "bill"
    CANCEL = "cancel"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Move:
    """An action's way: from any of `sources` to `target`."""

    sources: frozenset[State]
    target: State


Moves = Mapping[Action, Move]

BEFORE_OPEN = frozenset({State.DRAFT, State.PENDING_APPROVAL, State.APPROVED, State.REJECTED})
_APPROVAL: Moves = {
    Action.SUBMIT: Move(frozenset({State.DRAFT, State.REJECTED}), State.PENDING_APPROVAL),
    Action.APPROVE: Move(frozenset({State.PENDING_APPROVAL}), State.APPROVED),
    Action.REJECT: Move(frozenset({State.PENDING_APPROVAL}), State.REJECTED),
}

SALES_ORDER_MOVES: Moves = {
    **_APPROVAL,
    Action.OPEN: Move(frozenset({State.DRAFT, State.APPROVED, State.VOID}), State.OPEN),
    Action.VOID: Move(BEFORE_OPEN | {State.OPEN, State.ON_HOLD}, State.VOID),
    Action.DRAFT: Move(frozenset({State.VOID, State.REJECTED}), State.DRAFT),
}
PURCHASE_ORDER_MOVES: Moves = {
    **_APPROVAL,
    Action.OPEN: Move(frozenset({State.DRAFT, State.APPROVED, State.CANCELLED, State.BILLED}), State.OPEN),
    Action.BILL: Move(frozenset({State.OPEN}), State.BILLED),
    Action.CANCEL: Move(BEFORE_OPEN | {State.OPEN}, State.CANCELLED),
    Action.DRAFT: Move(frozenset({State.CANCELLED, State.REJECTED}), State.DRAFT),
}

EDITABLE = BEFORE_OPEN | {State.OPEN}
"""Until something was made of the document (a package, a receive, a bill), it may be edited in these."""

OPEN_NAMES: Mapping[str, Mapping[Application, str]] = {
    "salesorder": {"books": "open", "inventory": "confirmed"},
    "purchaseorder": {"books": "open", "inventory": "issued"},
}
"""How each application calls an open document of a kind."""

STATUS_NAMES = {
    "draft": _("Draft"),
    "pending_approval": _("Pending approval"),
    "approved": _("Approved"),
    "rejected": _("Rejected"),
    "open": _("Open"),
    "confirmed": _("Confirmed"),
    "issued": _("Issued"),
    "overdue": _("Overdue"),
    "onhold": _("On hold"),
    "billed": _("Billed"),
    "closed": _("Closed"),
    "cancelled": _("Cancelled"),
    "void": _("Void"),
}
"""Every status with its name for people."""


def wire_status(
    kind: str,
    state: State,
    application: Application | None,
    *,
    due: date | None = None,
    today: date | None = None,
) -> str:
    """Return how `application` calls `state` of a document of `kind`.

    With `due` and `today` an open document whose day has passed is "overdue".
    """
    if state is not State.OPEN:
        return state.value
    if due is not None and today is not None and due < today:
        return "overdue"
    return OPEN_NAMES.get(kind, {}).get(application or "books", "open")


def state_named(kind: str, status: str) -> State | None:
    """Return the state that either application calls `status`, None for what is no status of `kind`."""
    if status in OPEN_NAMES.get(kind, {}).values():
        return State.OPEN
    return State(status) if status in set(State) else None


def actions_from(moves: Moves, state: State) -> list[Action]:
    """Return the actions that are possible in `state`, in the order of the table."""
    return [action for action, move in moves.items() if state in move.sources]
