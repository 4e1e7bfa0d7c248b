"""The packages of a customer that may go together."""

from collections.abc import Sequence

from django.db.models import Q

from daicho.documents.core.state import TAKEN_FROM
from daicho.kernel.context import Ctx
from daicho.sales.queries._package_views import PackageView, package_rows, package_views


def packages_to_ship(ctx: Ctx, *, customer_id: int, shipment_id: int | None = None) -> Sequence[PackageView]:
    """Return the customer's packages that did not leave, of orders that may be shipped, and those of `shipment_id`."""
    here = Q(shipment__isnull=True, order__state__in=TAKEN_FROM)
    wanted = here | Q(shipment_id=shipment_id) if shipment_id else here
    rows = package_rows().filter(wanted, order__contact_id=customer_id).order_by("order_id", "number", "id")
    return package_views(ctx, list(rows))
