"""Sales returns as plain views."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from daicho.documents.core.state import COUNTING
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.platform.custom_fields import CustomValue, custom_values
from daicho.sales.core.sales_return import ENTITY, State, Status
from daicho.sales.models import CreditNote, CreditNoteLine, SalesReturn, SalesReturnLine, SalesReturnReceiveLine
from daicho.sales.queries._progress import sum_of


@dataclass(frozen=True, slots=True)
class ReturnView:
    """A return with how far it is; quantities in 10^-6.

    `quantity` is to be received, `credit_only` stays away. `receive_status` is "" where nothing is to be received.
    `refunded` is what the customer had of the credit notes: applied to invoices, or paid back. `location_name` is ""
    for the primary location.
    """

    return_id: int
    number: str
    state: State
    status: Status
    receive_status: str
    refund_status: str
    day: date
    contact_id: int
    contact_name: str
    order_id: int | None
    order_number: str
    invoice_id: int | None
    invoice_number: str
    location_id: int | None
    location_name: str
    reason: str
    quantity: int
    credit_only: int
    received: int
    refunded: Money
    custom: Sequence[CustomValue]
    created_at: datetime
    modified_at: datetime


def return_rows() -> "QuerySet[SalesReturn]":
    """Return the rows with what views show of customer and source, and how far they are (`status` and the like).

    What only drafts of credit notes take does not count yet.
    """
    lines = SalesReturnLine.objects.filter(sales_return_id=OuterRef("id"))
    arrived = SalesReturnReceiveLine.objects.filter(receive__sales_return_id=OuterRef("id"))
    taken = CreditNoteLine.objects.filter(return_line__sales_return_id=OuterRef("id"), document__state__in=COUNTING)
    rows = SalesReturn.objects.select_related("contact", "order", "invoice", "location")
    summed = rows.annotate(
        quantity=sum_of(lines, "sales_return_id"),
        credit_only=sum_of(lines, "sales_return_id", "credit_only_micro"),
        received=sum_of(arrived, "receive__sales_return_id"),
        credited=sum_of(taken, "return_line__sales_return_id"),
        refunded=_of_notes("applied_minor"),
        credit=_of_notes("total_minor"),
    )
    return summed.annotate(status=_status(), receive_status=_receive_status(), refund_status=_refund_status())


def _of_notes(column: str) -> Coalesce:
    """Return the sum of a column of the notes that credit a return, each once."""
    mine = CreditNoteLine.objects.filter(return_line__sales_return_id=OuterRef(OuterRef("id"))).values("document_id")
    notes = CreditNote.objects.filter(id__in=mine, state__in=COUNTING).order_by()
    sums = notes.values("organization_id").annotate(total=Sum(column)).values("total")
    return Coalesce(Subquery(sums), Value(0))


def _status() -> Case:
    is_received = Q(received__gte=F("quantity"))
    return _case(
        (Q(state=State.DRAFT), Status.DRAFT),
        (is_received & Q(credited__gte=F("quantity") + F("credit_only")), Status.CLOSED),
        (is_received & Q(quantity__gt=0), Status.RECEIVED),
        (Q(received__gt=0), Status.PARTIALLY_RECEIVED),
        default=Status.APPROVED,
    )


def _receive_status() -> Case:
    return _case(
        (Q(quantity=0), ""),
        (Q(received=0), "not_received"),
        (Q(received__lt=F("quantity")), "partially_received"),
        default="received",
    )


def _refund_status() -> Case:
    is_all = Q(refunded__gte=F("credit")) & Q(credited__gte=F("quantity") + F("credit_only"))
    return _case((Q(refunded=0), "not_refunded"), (is_all, "refunded"), default="partially_refunded")


def _case(*cases: tuple[Q, str], default: str) -> Case:
    found = [When(condition, then=Value(str(value))) for condition, value in cases]
    return Case(*found, default=Value(str(default)), output_field=CharField())


def return_views(ctx: Ctx, rows: Sequence[Any], *, with_custom: bool = True) -> list[ReturnView]:
    """Return the views of these `return_rows`, in one query more; none without their custom fields."""
    custom = custom_values(ctx, entity=ENTITY, entity_ids=[row.id for row in rows]) if with_custom else {}
    return [
        ReturnView(
            return_id=row.id,
            number=row.number,
            state=State(row.state),
            status=Status(row.status),
            receive_status=row.receive_status,
            refund_status=row.refund_status,
            day=row.date,
            contact_id=row.contact_id,
            contact_name=row.contact.name,
            order_id=row.order_id,
            order_number=row.order.number if row.order else "",
            invoice_id=row.invoice_id,
            invoice_number=row.invoice.number if row.invoice else "",
            location_id=row.location_id,
            location_name=row.location.name if row.location else "",
            reason=row.reason,
            quantity=row.quantity,
            credit_only=row.credit_only,
            received=row.received,
            refunded=Money(row.refunded, (row.invoice or row.order).currency_code),
            custom=custom.get(row.id, ()),
            created_at=row.created_at,
            modified_at=row.modified_at,
        )
        for row in rows
    ]
