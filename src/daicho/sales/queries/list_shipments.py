"""Shipments as a list."""

from django.db.models import Case, Q, Value, When

from daicho.kernel.context import Ctx
from daicho.platform.listing import Criteria, Filter, Listing, Rows, filter_rows, page_of
from daicho.sales.core.package import State
from daicho.sales.queries._shipment_views import ShipmentView, shipment_rows, shipment_views

SHIPMENT_LISTING = Listing(
    filters=(
        Filter("shipment_number", "number"),
        Filter("customer_name", "contact__name"),
        Filter("customer_id", "contact_id", "id"),
        Filter("date", "date", "date"),
        Filter("expected_delivery_date", "expected_on", "date"),
        Filter("delivered_date", "delivered_on", "date"),
        Filter("delivery_method", "delivery_method__name"),
        Filter("tracking_number", "tracking_number"),
        Filter("reference_number", "reference"),
        Filter("package_number", "packages__number"),
        Filter("salesorder_number", "packages__order__number"),
        Filter("salesorder_id", "packages__order_id", "id"),
        Filter(
            "status", "status", "choice", choices={state: state.value for state in (State.SHIPPED, State.DELIVERED)}
        ),
    ),
    sorts={
        "date": "date",
        "shipment_number": "number",
        "customer_name": "contact__sort_key",
        "expected_delivery_date": "expected_on",
        "created_time": "created_at",
        "last_modified_time": "modified_at",
    },
    default_sort="date",
    default_descending=True,
    search=("number", "contact__name", "tracking_number", "reference", "notes"),
    views={
        "Status.All": lambda _ctx: Q(),
        "Status.Shipped": lambda _ctx: Q(delivered_on__isnull=True),
        "Status.Delivered": lambda _ctx: Q(delivered_on__isnull=False),
        "Status.Late": lambda ctx: Q(delivered_on__isnull=True, expected_on__lt=ctx.today),
    },
)


def list_shipments(ctx: Ctx, *, criteria: Criteria) -> Rows[ShipmentView]:
    """Return a page of the shipments, the latest first."""
    is_delivered = When(delivered_on__isnull=False, then=Value(State.DELIVERED.value))
    found = shipment_rows().annotate(status=Case(is_delivered, default=Value(State.SHIPPED.value)))
    rows = filter_rows(ctx, found, SHIPMENT_LISTING, criteria)
    by_package = any(name.startswith(("package_", "salesorder_")) for name in criteria.filters)
    page = page_of(rows.distinct() if by_package else rows, criteria)
    return Rows(shipment_views(ctx, page.rows), page.has_more, page.total)
