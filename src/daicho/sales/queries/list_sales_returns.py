"""Sales returns as a list."""

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.platform.listing import Criteria, Filter, Listing, Rows, filter_rows, page_of
from daicho.sales.core.sales_return import REFUND_NAMES, Status
from daicho.sales.queries._return_views import ReturnView, return_rows, return_views

_RECEIVE_STATUSES = ("not_received", "partially_received", "received")
RETURN_LISTING = Listing(
    filters=(
        Filter("salesreturn_number", "number"),
        Filter("salesorder_number", "order__number"),
        Filter("salesorder_id", "order_id", "id"),
        Filter("invoice_number", "invoice__number"),
        Filter("invoice_id", "invoice_id", "id"),
        Filter("customer_name", "contact__name"),
        Filter("customer_id", "contact_id", "id"),
        Filter("date", "date", "date"),
        Filter("status", "status", "choice", choices={status.value: status.value for status in Status}),
        Filter("receive_status", "receive_status", "choice", choices={name: name for name in _RECEIVE_STATUSES}),
        Filter("refund_status", "refund_status", "choice", choices={name: name for name in REFUND_NAMES}),
        Filter("item_id", "lines__item_id", "id"),
        Filter("item_name", "lines__item__name"),
    ),
    sorts={
        "date": "date",
        "salesreturn_number": "number",
        "customer_name": "contact__sort_key",
        "created_time": "created_at",
        "last_modified_time": "modified_at",
    },
    default_sort="date",
    default_descending=True,
    search=("number", "order__number", "invoice__number", "contact__name", "reason"),
    views={
        "Status.All": lambda _ctx: Q(),
        "Status.Draft": lambda _ctx: Q(status=Status.DRAFT),
        "Status.Approved": lambda _ctx: Q(status=Status.APPROVED),
        "Status.PartiallyReceived": lambda _ctx: Q(status=Status.PARTIALLY_RECEIVED),
        "Status.Received": lambda _ctx: Q(status=Status.RECEIVED),
        "Status.Closed": lambda _ctx: Q(status=Status.CLOSED),
    },
)


def list_sales_returns(ctx: Ctx, *, criteria: Criteria) -> Rows[ReturnView]:
    """Return a page of the returns, the latest first."""
    rows = filter_rows(ctx, return_rows(), RETURN_LISTING, criteria)
    by_line = any(name.startswith("item_") for name in criteria.filters)
    page = page_of(rows.distinct() if by_line else rows, criteria)
    return Rows(return_views(ctx, page.rows), page.has_more, page.total)
