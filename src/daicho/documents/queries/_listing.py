"""What can be asked of a list of documents."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from django.db.models import Q

from daicho.documents.core.kind import Kind
from daicho.documents.core.sourcing import Sourcing
from daicho.documents.core.state import OPEN_NAMES, Settling, State, late_name
from daicho.kernel.context import Ctx
from daicho.organizations.queries.waiting_for_me import WAITING_FOR_ME, waiting_for_me
from daicho.platform.listing import Criteria, Filter, Listing

OVERDUE = "overdue"
PARTLY = "partially_paid"
UNPAID = "unpaid"
SETTLED: Mapping[Settling, str] = {"due": "paid", "credit": "closed"}
VIEWED = "viewed"
UNPAID_STATUSES = (State.OPEN.value, OVERDUE, PARTLY, VIEWED)
_LATER = (
    "invoiced", "partially_invoiced", "shipped", "partially_shipped", "fulfilled", "received", "partially_received",
    "partially_billed", "backordered", "drop_shipped",
)  # fmt: skip
"""Statuses that follow from documents made of this one; lists know them by the marks of a kind."""

_SOURCINGS = {each.value: each.value for each in Sourcing if each}
_EXPECTED = frozenset({"invoice", "retainerinvoice"})
"""Kinds that keep the day on which a customer said to pay."""
_MANY = ("lines__", "contact__persons__")
"""Paths by which a document may be found more than once."""
_VIEWS: Mapping[str, str] = {
    "Draft": State.DRAFT,
    "PendingApproval": State.PENDING_APPROVAL,
    "Approved": State.APPROVED,
    "Rejected": State.REJECTED,
    "Open": State.OPEN,
    "Confirmed": State.OPEN,
    "Issued": State.OPEN,
    "OverDue": OVERDUE,
    "Overdue": OVERDUE,
    "OnHold": State.ON_HOLD,
    "Billed": State.BILLED,
    "Closed": State.CLOSED,
    "Cancelled": State.CANCELLED,
    "Void": State.VOID,
    "Invoiced": "invoiced",
    "PartiallyInvoiced": "partially_invoiced",
    "Shipped": "shipped",
    "PartiallyShipped": "partially_shipped",
    "Fulfilled": "fulfilled",
    "Received": "received",
    "PartiallyReceived": "partially_received",
    "PartiallyBilled": "partially_billed",
    "Backordered": Sourcing.BACKORDER,
    "DropShipped": Sourcing.DROP_SHIPMENT,
    "Sent": State.OPEN,
    "Viewed": VIEWED,
    "PartiallyPaid": PARTLY,
    "Paid": "paid",
    "Accepted": State.ACCEPTED,
    "Declined": State.DECLINED,
    "Expired": "expired",
}


@cache
def listing_of(kind: Kind) -> Listing:
    """Return the listing of documents of `kind`; its rows carry the annotation `status` (see `list_documents`)."""
    names = kind.names
    open_names = dict.fromkeys(_open_names(kind), State.OPEN.value)
    statuses = (
        {state.value: state.value for state in State}
        | open_names
        | {name: name for name in (OVERDUE, late_name(kind.entity), *_LATER)}
    )
    if kind.settling == "due":
        statuses |= {name: name for name in (PARTLY, "paid", UNPAID)}
    if kind.can_be_viewed or kind.settling == "due":
        statuses[VIEWED] = VIEWED
    sorts = {
        names.contact_name: "contact__sort_key",
        names.number: "number",
        names.due: "due",
        "date": "date",
        "total": "total_minor",
        "reference_number": "reference",
        "status": "state",
        "created_time": "created_at",
        "last_modified_time": "modified_at",
        **({"balance": "balance"} if kind.settling else {}),
    }
    return Listing(
        filters=(
            Filter(names.number, "number"),
            Filter("reference_number", "reference"),
            Filter(names.contact_name, "contact__name"),
            Filter(names.contact_id, "contact_id", "id"),
            Filter("date", "date", "date"),
            Filter(names.due, "due", "date"),
            Filter("total", "total_minor", "amount"),
            *([Filter("balance", "balance", "amount")] if kind.settling else []),
            Filter("status", "status", "choice", choices=statuses),
            Filter("item_id", "lines__item_id", "id"),
            Filter("item_name", "lines__name"),
            Filter("item_description", "lines__description"),
            *(_more_filters(kind)),
            *([Filter("salesperson_id", "salesperson_id", "id")] if "salesperson_id" in kind.extra else []),
            *([Filter("sourcing", "sourcing", "choice", choices=_SOURCINGS)] if "sourcing" in kind.marks else []),
            *(Filter(mark, mark, "choice", choices=mark_choices(mark)) for mark in statuses_of(kind)),
        ),
        sorts=sorts,
        default_sort="created_at",
        default_descending=True,
        search=("number", "reference", "contact__name"),
        views={
            "Status.All": lambda _ctx: Q(),
            WAITING_FOR_ME: lambda ctx: waiting_for_me(ctx, module=kind.module, entity=kind.entity),
            **{f"Status.{name}": _status(status) for name, status in _VIEWS.items()},
            **{f"Status.{name}": _marked(kind, status) for name, status in _VIEWS.items() if _marks(kind, status)},
            **({"Date.PaymentExpectedDate": _expected} if kind.entity in _EXPECTED else {}),
            **({"Status.Unpaid": lambda _ctx: Q(status__in=UNPAID_STATUSES)} if kind.settling == "due" else {}),
        },
    )


def by_line(kind: Kind, criteria: Criteria) -> bool:
    """Tell whether the criteria ask for lines or persons, so that a document may be found more than once."""
    paths = {item.name: item.path for item in listing_of(kind).filters}
    return any(
        path.startswith(_MANY) and name.startswith(known) for name in criteria.filters for known, path in paths.items()
    )


def _more_filters(kind: Kind) -> list[Filter]:
    """What purchases can be asked for besides, and the source that lines name."""
    found = []
    if kind.source is not None:
        found.append(Filter(kind.source.names.id, "lines__source_line__document_id", "id"))
    if kind.settling:
        found += [Filter("line_item_id", "lines__id", "id"), Filter("tax_id", "lines__tax_id", "id")]
    if kind.purpose == "purchase" and kind.settling:
        found += [Filter("description", "lines__description"), Filter("notes", "notes")]
    if kind.entity == "invoice":
        found += [
            Filter("email", "contact__persons__email"),
            Filter("created_date", "created_at", "moment"),
            Filter("payment_expected_date", "payment_expected_on", "date"),
        ]
    if kind.purpose == "purchase" and kind.settling == "credit":
        found += [Filter("customer_name", "contact__name"), Filter("customer_id", "contact_id", "id")]
    return found


def statuses_of(kind: Kind) -> list[str]:
    """Return the marks of `kind` that are a status: "packed_status"."""
    return [mark for mark in kind.marks if mark.endswith("_status")]


def mark_choices(mark: str) -> Mapping[str, str]:
    """Return what a list can be asked of a mark, and what its column holds: "not_packed" is ""."""
    word = mark.removesuffix("_status")
    return {f"not_{word}": "", f"partially_{word}": f"partially_{word}", word: word}


def with_marks(kind: Kind, criteria: Criteria) -> Criteria:
    """Return the criteria with the asked status as marks, where it is one that marks tell: "partially_shipped"."""
    wanted = _marks(kind, criteria.filters.get("status", ""))
    if not wanted:
        return criteria
    rest = {name: value for name, value in criteria.filters.items() if name != "status"}
    return replace(criteria, filters={**rest, **wanted})


def _marks(kind: Kind, status: str) -> dict[str, str]:
    """Return the marks that a status stands for; an order that is fulfilled was invoiced and shipped."""
    if status in set(State):  # "billed": by hand as well (`list_documents`)
        return {}
    if status in set(Sourcing):
        return {"sourcing": status} if status and "sourcing" in kind.marks else {}
    words = {"invoiced": "invoiced", "shipped": "shipped"} if status == "fulfilled" else {}
    words = words or {status.removeprefix("partially_"): status}
    found = {f"{word}_status": value for word, value in words.items()}
    return found if found.keys() <= set(kind.marks) else {}


def _marked(kind: Kind, status: str) -> Callable[[Ctx], Q]:
    return lambda _ctx: Q(**_marks(kind, status))


def _expected(ctx: Ctx) -> Q:
    """Return the condition that the customer said when to pay, and has not paid."""
    del ctx
    return Q(payment_expected_on__isnull=False, balance__gt=0, state=State.OPEN)


def stored_state(kind: Kind, criteria: Criteria) -> str:
    """Return the state that all rows of the asked status have, "" where none is asked; columns find it by an index."""
    status = criteria.filters.get("status") or _VIEWS.get(criteria.view.removeprefix("Status."), "")
    if criteria.view == "Status.Unpaid" or status in {
        late_name(kind.entity),
        OVERDUE,
        PARTLY,
        UNPAID,
        *([VIEWED] if kind.can_be_viewed else []),
        *_open_names(kind),
        SETTLED.get(kind.settling),
    }:
        return State.OPEN.value
    return status if status in set(State) and f"{status}_status" not in kind.marks else ""


def _open_names(kind: Kind) -> set[str]:
    return set(OPEN_NAMES.get(kind.entity, {}).values())


def _status(status: str):  # type: ignore[no-untyped-def]
    return lambda _ctx: Q(status=status)
