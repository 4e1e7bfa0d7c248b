"""Shipments as plain views."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, CharField, QuerySet, Value, When

from daicho.documents.core.ids import ids_from
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Rate
from daicho.kernel.money import Money
from daicho.platform.custom_fields import CustomValue, custom_values
from daicho.sales.core.package import State, state_of
from daicho.sales.models import Shipment
from daicho.sales.queries._package_views import PackageView, package_rows, package_views

STATE = Case(
    When(delivered_on__isnull=True, then=Value(State.SHIPPED.value)),
    default=Value(State.DELIVERED.value),
    output_field=CharField(),
)
"""Where a shipment stands, inside a query."""


@dataclass(frozen=True, slots=True)
class ShipmentView:
    """A shipment with its packages, by number; `carrier` is the name of its delivery method."""

    shipment_id: int
    number: str
    day: date
    expected_on: date | None
    delivered_on: date | None
    customer_id: int
    customer_name: str
    language_code: str
    carrier_id: int | None
    carrier: str
    tracking_number: str
    reference: str
    shipping_charge: Money
    exchange_rate: Rate
    person_ids: Sequence[int]
    notes: str
    is_emailed: bool
    packages: tuple[PackageView, ...]
    custom: Sequence[CustomValue]
    created_at: datetime
    modified_at: datetime

    @property
    def is_delivered(self) -> bool:
        """Whether the goods arrived."""
        return self.delivered_on is not None

    @property
    def state(self) -> State:
        """Where it stands."""
        return state_of(is_shipped=True, is_delivered=self.is_delivered)

    @property
    def quantity(self) -> int:
        """The sum of all packages, in 10^-6."""
        return sum(package.quantity for package in self.packages)

    @property
    def order_ids(self) -> list[int]:
        """The orders it ships goods of, each once, in the order of its packages."""
        return list(dict.fromkeys(package.order_id for package in self.packages))


def shipment_rows() -> "QuerySet[Shipment]":
    """Return the rows with what views show of customer and carrier."""
    return Shipment.objects.select_related("contact", "delivery_method")


def shipment_views(ctx: Ctx, rows: Sequence[Shipment]) -> list[ShipmentView]:
    """Return the views of these `shipment_rows`, in three queries."""
    ids = [row.id for row in rows]
    of_shipments = package_rows().filter(shipment_id__in=ids).order_by("number", "id")
    packed = package_views(ctx, list(of_shipments), with_custom=False)
    custom = custom_values(ctx, entity="shipment", entity_ids=ids)
    return [
        ShipmentView(
            shipment_id=row.id,
            number=row.number,
            day=row.date,
            expected_on=row.expected_on,
            delivered_on=row.delivered_on,
            customer_id=row.contact_id,
            customer_name=row.contact.name,
            language_code=row.contact.language_code,
            carrier_id=row.delivery_method_id,
            carrier=row.delivery_method.name if row.delivery_method else "",
            tracking_number=row.tracking_number,
            reference=row.reference,
            shipping_charge=Money(row.shipping_minor, row.currency_code),
            exchange_rate=Rate(row.exchange_rate_micro),
            person_ids=ids_from(row.person_ids),
            notes=row.notes,
            is_emailed=row.is_emailed,
            packages=tuple(package for package in packed if package.shipment_id == row.id),
            custom=custom[row.id],
            created_at=row.created_at,
            modified_at=row.modified_at,
        )
        for row in rows
    ]
