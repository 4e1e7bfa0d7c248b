"""Packages as a list."""

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.platform.listing import Criteria, Filter, Listing, Rows, filter_rows, page_of
from daicho.sales.core.package import State
from daicho.sales.queries._package_views import STANDS, PackageView, package_rows, package_views

PACKAGE_LISTING = Listing(
    filters=(
        Filter("packing_number", "number"),
        Filter("package_number", "number"),
        Filter("salesorder_number", "order__number"),
        Filter("salesorder_id", "order_id", "id"),
        Filter("customer_name", "order__contact__name"),
        Filter("customer_id", "order__contact_id", "id"),
        Filter("date", "date", "date"),
        Filter("shipment_date", "shipment__date", "date"),
        Filter("shipment_number", "shipment__number"),
        Filter("delivery_method", "shipment__delivery_method__name"),
        Filter("tracking_number", "shipment__tracking_number"),
        Filter("status", "status", "choice", choices={state.value: state.value for state in State}),
        Filter("item_id", "lines__item_id", "id"),
        Filter("item_name", "lines__item__name"),
    ),
    sorts={
        "date": "date",
        "package_number": "number",
        "salesorder_number": "order__number",
        "customer_name": "order__contact__sort_key",
        "shipment_date": "shipment__date",
        "created_time": "created_at",
        "last_modified_time": "modified_at",
    },
    default_sort="date",
    default_descending=True,
    search=("number", "order__number", "order__contact__name", "shipment__tracking_number", "notes"),
    views={
        "Status.All": lambda _ctx: Q(),
        "Status.NotShipped": lambda _ctx: STANDS[State.NOT_SHIPPED],
        "Status.Shipped": lambda _ctx: STANDS[State.SHIPPED],
        "Status.Delivered": lambda _ctx: STANDS[State.DELIVERED],
    },
)


def list_packages(ctx: Ctx, *, criteria: Criteria) -> Rows[PackageView]:
    """Return a page of the packages, the latest first."""
    rows = filter_rows(ctx, package_rows(), PACKAGE_LISTING, criteria)
    by_line = any(name.startswith("item_") for name in criteria.filters)
    page = page_of(rows.distinct() if by_line else rows, criteria)
    return Rows(package_views(ctx, page.rows), page.has_more, page.total)
