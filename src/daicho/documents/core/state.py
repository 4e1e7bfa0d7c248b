"""States of documents and what leads from one to another (behaviour.md 3, 7.2).

One neutral state is stored; `wire_status` says how an application reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

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
    ACCEPTED = "accepted"
    DECLINED = "declined"
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
    ACCEPT = "accept"
    DECLINE = "decline"
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
    Action.VOID: Move(BEFORE_OPEN | {State.OPEN}, State.VOID),
    Action.DRAFT: Move(frozenset({State.VOID, State.REJECTED}), State.DRAFT),
}
PURCHASE_ORDER_MOVES: Moves = {
    **_APPROVAL,
    Action.OPEN: Move(frozenset({State.DRAFT, State.APPROVED, State.CANCELLED, State.BILLED}), State.OPEN),
    Action.BILL: Move(frozenset({State.OPEN}), State.BILLED),
    Action.CANCEL: Move(BEFORE_OPEN | {State.OPEN}, State.CANCELLED),
    Action.DRAFT: Move(frozenset({State.CANCELLED, State.REJECTED}), State.DRAFT),
}

ESTIMATE_MOVES: Moves = {
    **_APPROVAL,
    Action.OPEN: Move(frozenset({State.DRAFT, State.APPROVED}), State.OPEN),
    Action.ACCEPT: Move(frozenset({State.OPEN, State.DECLINED}), State.ACCEPTED),
    Action.DECLINE: Move(frozenset({State.OPEN, State.ACCEPTED}), State.DECLINED),
    Action.DRAFT: Move(frozenset({State.REJECTED, State.DECLINED}), State.DRAFT),
}
SETTLED_MOVES: Moves = {
    **_APPROVAL,
    Action.OPEN: Move(frozenset({State.DRAFT, State.APPROVED}), State.OPEN),
    Action.VOID: Move(BEFORE_OPEN | {State.OPEN}, State.VOID),
    Action.DRAFT: Move(frozenset({State.VOID, State.REJECTED}), State.DRAFT),
}
"""Invoices and credit notes: open is what counts; how much is settled is derived."""
BOUGHT_MOVES: Moves = {
    **SETTLED_MOVES,
    Action.OPEN: Move(frozenset({State.DRAFT, State.APPROVED, State.VOID}), State.OPEN),
}
"""Bills and vendor credits, which clients open again without making them drafts first."""

COUNTING = frozenset({State.OPEN})
"""States in which a document of a kind that posts is in stock and books."""

TAKEN_FROM = frozenset({State.OPEN, State.CLOSED})
"""States in which something is made of a document; a closed order may have parts left, by when orders are closed."""

WAITING = frozenset({State.OPEN, State.ON_HOLD})
"""States of orders that wait for goods and papers, and commit stock. One on hold waits for what was ordered for it."""

EDITABLE = BEFORE_OPEN | {State.OPEN}
"""Until something was made of the document (a package, a receive, a bill), it may be edited in these."""

OPEN_NAMES: Mapping[str, Mapping[Application, str]] = {
    "salesorder": {"books": "open", "inventory": "confirmed"},
    "purchaseorder": {"books": "open", "inventory": "issued"},
    "invoice": {"books": "sent", "inventory": "sent"},
    "estimate": {"books": "sent", "inventory": "sent"},
    "retainerinvoice": {"books": "sent", "inventory": "sent"},
}
"""How each application calls an open document of a kind."""

STATUS_NAMES = {
    "draft": _("Draft"),
    "pending_approval": _("Pending approval"),
    "approved": _("Approved"),
    "rejected": _("Rejected"),
    "open": _("Open"),
    "sent": _("Sent"),
    "viewed": _("Viewed"),
    "partially_paid": _("Partially paid"),
    "paid": _("Paid"),
    "confirmed": _("Confirmed"),
    "issued": _("Issued"),
    "overdue": _("Overdue"),
    "expired": _("Expired"),
    "accepted": _("Accepted"),
    "declined": _("Declined"),
    "onhold": _("On hold"),
    "billed": _("Billed"),
    "invoiced": _("Invoiced"),
    "closed": _("Closed"),
    "cancelled": _("Cancelled"),
    "void": _("Void"),
}
"""Every status with its name for people."""


Settling = Literal["", "due", "credit"]


@dataclass(frozen=True, slots=True)
class Settlement:
    """How much of a document's total was settled, in minor units; `how` is its kind's `settling`."""

    how: Settling
    applied: int
    total: int

    @property
    def status(self) -> str:
        """What follows from it: "paid", "closed", "partially_paid"; "" where nothing does."""
        if self.applied == self.total:
            return "paid" if self.how == "due" else "closed"
        return "partially_paid" if self.applied and self.how == "due" else ""


def wire_status(
    kind: str,
    state: State,
    application: Application | None,
    *,
    due: date | None = None,
    today: date | None = None,
    settlement: Settlement | None = None,
    is_viewed: bool = False,
) -> str:
    """Return how `application` calls `state` of a document of `kind`.

    With `due` and `today` an open document whose day has passed is "overdue", unless it is settled; else one that
    `is_viewed` and of which nothing is settled is "viewed".
    """
    if state is not State.OPEN:
        return state.value
    settled = settlement.status if settlement else ""
    if settled in {"paid", "closed"}:
        return settled
    if due is not None and today is not None and due < today:
        return late_name(kind)
    return settled or ("viewed" if is_viewed else open_name(kind, application))


def late_name(kind: str) -> str:
    """Return how an open document of `kind` is called whose day has passed."""
    return "expired" if kind == "estimate" else "overdue"


def open_name(kind: str, application: Application | None) -> str:
    """Return how `application` calls an open document of `kind`."""
    return OPEN_NAMES.get(kind, {}).get(application or "books", "open")


def state_named(kind: str, status: str) -> State | None:
    """Return the state that either application calls `status`, None for what is no status of `kind`."""
    if status in OPEN_NAMES.get(kind, {}).values():
        return State.OPEN
    return State(status) if status in set(State) else None


def actions_from(moves: Moves, state: State) -> list[Action]:
    """Return the actions that are possible in `state`, in the order of the table."""
    return [action for action, move in moves.items() if state in move.sources]
