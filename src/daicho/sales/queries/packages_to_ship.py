"""The packages of a customer that may go together."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from daicho.documents.core.state import TAKEN_FROM
from daicho.kernel.context import Ctx
from daicho.sales.models import Package


@dataclass(frozen=True, slots=True)
class PackageToShip:
    """A package as the form of a shipment offers it."""

    package_id: int
    number: str
    order_id: int
    order_number: str


def packages_to_ship(ctx: Ctx, *, customer_id: int, shipment_id: int | None = None) -> Sequence[PackageToShip]:
    """Return the customer's packages that did not leave, of orders that may be shipped, and those of `shipment_id`."""
    del ctx  # the organisation is in scope
    here = Q(shipment__isnull=True, order__state__in=TAKEN_FROM)
    wanted = here | Q(shipment_id=shipment_id) if shipment_id else here
    rows = Package.objects.filter(wanted, order__contact_id=customer_id).order_by("order_id", "number", "id")
    return [PackageToShip(*row) for row in rows.values_list("id", "number", "order_id", "order__number")]
