"""Purchase receives as a list."""

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.organizations.queries.waiting_for_me import WAITING_FOR_ME, waiting_for_me
from daicho.platform.listing import Criteria, Filter, Listing, Rows, filter_rows, page_of
from daicho.purchases.core.receive import ENTITY, State
from daicho.purchases.queries._receive_views import ReceiveView, receive_rows, receive_views

RECEIVE_LISTING = Listing(
    filters=(
        Filter("receive_number", "number"),
        Filter("purchaseorder_number", "order__number"),
        Filter("purchaseorder_id", "order_id", "id"),
        Filter("vendor_name", "order__contact__name"),
        Filter("vendor_id", "order__contact_id", "id"),
        Filter("date", "date", "date"),
        Filter("status", "state", "choice", choices={state.value: state.value for state in State}),
        Filter("item_id", "lines__item_id", "id"),
        Filter("item_name", "lines__item__name"),
    ),
    sorts={
        "date": "date",
        "receive_number": "number",
        "vendor_name": "order__contact__sort_key",
        "status": "state",
        "created_time": "created_at",
        "last_modified_time": "modified_at",
    },
    default_sort="date",
    default_descending=True,
    search=("number", "order__number", "order__contact__name", "notes"),
    views={
        "Status.All": lambda _ctx: Q(),
        WAITING_FOR_ME: lambda ctx: waiting_for_me(ctx, module="purchasereceives", entity=ENTITY),
        "Status.Received": lambda _ctx: Q(state=State.RECEIVED),
        "Status.InTransit": lambda _ctx: Q(state=State.IN_TRANSIT),
        "Status.Draft": lambda _ctx: Q(state=State.DRAFT),
    },
)


def list_purchase_receives(ctx: Ctx, *, criteria: Criteria) -> Rows[ReceiveView]:
    """Return a page of the receives, the latest first."""
    rows = filter_rows(ctx, receive_rows(), RECEIVE_LISTING, criteria)
    by_line = any(name.startswith("item_") for name in criteria.filters)
    page = page_of(rows.distinct() if by_line else rows, criteria)
    return Rows(receive_views(ctx, page.rows), page.has_more, page.total)
