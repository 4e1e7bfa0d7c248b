"""Packages as plain views."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, CharField, Q, QuerySet, Value, When

from daicho.documents.core.ids import ids_from
from daicho.kernel.context import Ctx
from daicho.platform.custom_fields import CustomValue, custom_values
from daicho.sales.core.package import State, state_of
from daicho.sales.models import Package, PackageLine

STANDS = {
    State.NOT_SHIPPED: Q(shipment__isnull=True),
    State.SHIPPED: Q(shipment__isnull=False, shipment__delivered_on__isnull=True),
    State.DELIVERED: Q(shipment__delivered_on__isnull=False),
}
"""The condition of each state."""
STATE = Case(
    *(When(condition, then=Value(state.value)) for state, condition in STANDS.items()), output_field=CharField()
)
"""Where a package stands, inside a query."""


@dataclass(frozen=True, slots=True)
class PackageLineView:
    """A line; quantity in 10^-6."""

    line_id: int
    order_line_id: int
    position: int
    item_id: int
    sku: str
    name: str
    description: str
    unit: str
    quantity: int
    combo_type: str


@dataclass(frozen=True, slots=True)
class PackageView:
    """A package with what it shows of its order, and of the shipment it left with (None: it is here).

    `template` is the order's paper, `tax_rounding` the customer's ("": the organisation's).
    """

    package_id: int
    number: str
    state: State
    day: date
    order_id: int
    order_number: str
    customer_id: int
    customer_name: str
    shipment_id: int | None
    shipment_number: str
    shipped_on: date | None
    delivered_on: date | None
    carrier: str
    tracking_number: str
    notes: str
    is_emailed: bool
    person_ids: Sequence[int]
    billing_address: Mapping[str, str]
    shipping_address: Mapping[str, str]
    template: str
    tax_rounding: str
    lines: tuple[PackageLineView, ...]
    custom: Sequence[CustomValue]
    created_at: datetime
    modified_at: datetime

    @property
    def quantity(self) -> int:
        """The sum of all lines, in 10^-6."""
        return sum(line.quantity for line in self.lines)


def package_rows() -> "QuerySet[Package]":
    """Return the rows with what views show of order, customer and shipment; `status` is where they stand."""
    return Package.objects.select_related("order__contact", "shipment__delivery_method").annotate(status=STATE)


def package_views(ctx: Ctx, rows: Sequence[Package], *, with_custom: bool = True) -> list[PackageView]:
    """Return the views of these `package_rows`, in two queries, one without custom fields."""
    ids = [row.id for row in rows]
    lines: dict[int, list[PackageLineView]] = {row_id: [] for row_id in ids}
    fields = ("package_id", "id", "order_line_id", "position", "item_id", "item__sku", "name", "description", "unit")
    found = PackageLine.objects.filter(package_id__in=ids).order_by("position", "id")
    for package_id, *line in found.values_list(*fields, "quantity_micro", "item__combo_type"):
        lines[package_id].append(PackageLineView(*line))
    custom = custom_values(ctx, entity="package", entity_ids=ids) if with_custom else {}
    return [_view(row, tuple(lines[row.id]), custom.get(row.id, ())) for row in rows]


def _view(row: Package, lines: tuple[PackageLineView, ...], custom: Sequence[CustomValue]) -> PackageView:
    order, shipment = row.order, row.shipment
    return PackageView(
        package_id=row.id,
        number=row.number,
        state=state_of(
            is_shipped=shipment is not None, is_delivered=shipment is not None and shipment.delivered_on is not None
        ),
        day=row.date,
        order_id=row.order_id,
        order_number=order.number,
        customer_id=order.contact_id,
        customer_name=order.contact.name,
        shipment_id=row.shipment_id,
        shipment_number=shipment.number if shipment else "",
        shipped_on=shipment.date if shipment else None,
        delivered_on=shipment.delivered_on if shipment else None,
        carrier=shipment.delivery_method.name if shipment and shipment.delivery_method else "",
        tracking_number=shipment.tracking_number if shipment else "",
        notes=row.notes,
        is_emailed=row.is_emailed,
        person_ids=ids_from(order.person_ids),
        billing_address=order.billing_address,
        shipping_address=order.shipping_address,
        template=order.template,
        tax_rounding=order.contact.tax_rounding,
        lines=lines,
        custom=custom,
        created_at=row.created_at,
        modified_at=row.modified_at,
    )
