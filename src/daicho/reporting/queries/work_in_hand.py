"""Documents that wait for somebody: orders to be packed, sent, received, invoiced; drafts; what is to be approved."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Value

from daicho.contacts.models import Contact
from daicho.documents.core.state import BEFORE_OPEN, State
from daicho.kernel.context import Ctx
from daicho.purchases.models import Bill, PurchaseOrder, VendorCredit
from daicho.reporting.queries._conditions import union_of
from daicho.sales.models import CreditNote, Estimate, Invoice, SalesOrder

_TABLES: Mapping[str, Any] = {
    "estimate": Estimate,
    "salesorder": SalesOrder,
    "invoice": Invoice,
    "creditnote": CreditNote,
    "purchaseorder": PurchaseOrder,
    "bill": Bill,
    "vendorcredit": VendorCredit,
}
_MARKS = {
    "salesorder": ("packed_status", "shipped_status", "invoiced_status"),
    "purchaseorder": ("received_status", "billed_status"),
}
_COLUMNS = ("kind", "is_in", "first", "second", "third", "number")
_UNCHECKED = "contact"


@dataclass(frozen=True, slots=True)
class WorkInHand:
    """Counts: `drafts` and `pending` (approval) by kind of document; open orders by kind and their marks.

    `unchecked` are vendors whose registration number nobody has looked at.
    """

    drafts: Counter[str] = field(default_factory=Counter)
    pending: Counter[str] = field(default_factory=Counter)
    orders: Mapping[str, Counter[tuple[str, ...]]] = field(
        default_factory=lambda: {"salesorder": Counter(), "purchaseorder": Counter()}
    )
    unchecked: int = 0

    def open(self, kind: str) -> int:
        """Return how many orders of a kind are open."""
        return self.orders[kind].total()

    def marked(self, kind: str, **marks: str) -> int:
        """Return how many open orders have these marks: `packed_status=""` for those of which nothing is packed."""
        names = _MARKS[kind]
        return sum(
            count
            for held, count in self.orders[kind].items()
            if all(held[names.index(mark)] == value for mark, value in marks.items())
        )


def work_in_hand(ctx: Ctx) -> WorkInHand:
    """Return what waits today; one statement, over what is unfinished alone."""
    del ctx  # the organisation is in scope
    drafts: Counter[str] = Counter()
    pending: Counter[str] = Counter()
    orders: dict[str, Counter[tuple[str, ...]]] = {kind: Counter() for kind in _MARKS}
    for kind, state, *marks, number in union_of([*(_arm(*each) for each in _TABLES.items()), _unchecked()]):
        if kind in _MARKS and state == State.OPEN:
            orders[kind][tuple(marks)] += number
        else:
            (pending if state == State.PENDING_APPROVAL else drafts)[kind] += number
    return WorkInHand(drafts, pending, orders, drafts.pop(_UNCHECKED, 0))


def _arm(kind: str, table: Any) -> QuerySet[Any, Any]:
    states = [*BEFORE_OPEN, *([State.OPEN] if kind in _MARKS else [])]
    names = (*_MARKS.get(kind, ()), "", "", "")[:3]
    marks = {column: _text(name) for column, name in zip(_COLUMNS[2:5], names, strict=True)}
    rows = table.objects.filter(state__in=states).order_by()
    grouped = rows.annotate(kind=Value(kind), is_in=F("state"), **marks).values(*_COLUMNS[:5])
    counted: QuerySet[Any, Any] = grouped.annotate(number=Count("id")).values_list(*_COLUMNS)
    return counted


def _text(name: str) -> Any:
    return F(name) if name else Value("", output_field=CharField())


def _unchecked() -> QuerySet[Any, Any]:
    unknown = Q(is_active=True, merged_into=None, contact_type="vendor", tax_registration_status="unknown")
    empty = {name: _text("") for name in _COLUMNS[1:5]}
    rows = Contact.objects.filter(unknown).order_by().annotate(kind=Value(_UNCHECKED), **empty).values(*_COLUMNS[:5])
    counted: QuerySet[Any, Any] = rows.annotate(number=Count("id")).values_list(*_COLUMNS)
    return counted
