"""Purchase receives as plain views."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from daicho.documents.core.ids import ids_from
from daicho.kernel.context import Ctx
from daicho.platform.custom_fields import CustomValue, custom_values
from daicho.purchases.core.receive import State
from daicho.purchases.models import PurchaseReceive, PurchaseReceiveLine


@dataclass(frozen=True, slots=True)
class ReceiveLineView:
    """A line; quantity in 10^-6."""

    line_id: int
    order_line_id: int
    position: int
    item_id: int
    name: str
    description: str
    unit: str
    quantity: int


@dataclass(frozen=True, slots=True)
class ReceiveView:
    """A receive with what it shows of its order; `location_name` is "" for the primary location."""

    receive_id: int
    number: str
    state: State
    state_reason: str
    day: date
    order_id: int
    order_number: str
    vendor_id: int
    vendor_name: str
    location_id: int | None
    location_name: str
    notes: str
    person_ids: Sequence[int]
    billing_address: Mapping[str, str]
    shipping_address: Mapping[str, str]
    lines: tuple[ReceiveLineView, ...]
    custom: Sequence[CustomValue]
    created_at: datetime
    modified_at: datetime

    @property
    def quantity(self) -> int:
        """The sum of all lines, in 10^-6."""
        return sum(line.quantity for line in self.lines)


def receive_rows() -> "QuerySet[PurchaseReceive]":
    """Return the rows with what views show of order and vendor."""
    return PurchaseReceive.objects.select_related("order__contact", "location")


def receive_views(ctx: Ctx, rows: Sequence[PurchaseReceive]) -> list[ReceiveView]:
    """Return the views of these `receive_rows`, in two queries."""
    ids = [row.id for row in rows]
    lines: dict[int, list[ReceiveLineView]] = {row_id: [] for row_id in ids}
    fields = ("receive_id", "id", "order_line_id", "position", "item_id", "name", "description", "unit")
    found = PurchaseReceiveLine.objects.filter(receive_id__in=ids).order_by("position", "id")
    for receive_id, *line in found.values_list(*fields, "quantity_micro"):
        lines[receive_id].append(ReceiveLineView(*line))
    custom = custom_values(ctx, entity="purchasereceive", entity_ids=ids)
    return [
        ReceiveView(
            receive_id=row.id,
            number=row.number,
            state=State(row.state),
            state_reason=row.state_reason,
            day=row.date,
            order_id=row.order_id,
            order_number=row.order.number,
            vendor_id=row.order.contact_id,
            vendor_name=row.order.contact.name,
            location_id=row.location_id,
            location_name=row.location.name if row.location else "",
            notes=row.notes,
            person_ids=ids_from(row.order.person_ids),
            billing_address=row.order.billing_address,
            shipping_address=row.order.shipping_address,
            lines=tuple(lines[row.id]),
            custom=custom[row.id],
            created_at=row.created_at,
            modified_at=row.modified_at,
        )
        for row in rows
    ]
