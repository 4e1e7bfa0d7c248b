"""Inventory adjustments as a list."""

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.organizations.queries.waiting_for_me import WAITING_FOR_ME, waiting_for_me
from daicho.platform.listing import Criteria, Filter, Listing, Rows, View, filter_rows, page_of
from daicho.stock.core.adjustment import ENTITY, TYPES
from daicho.stock.core.approval import State
from daicho.stock.models import Adjustment
from daicho.stock.queries._adjustment_views import AdjustmentView, adjustment_views


def _of(state: State) -> View:
    return lambda _ctx: Q(state=state)


STATES = (State.DRAFT, State.PENDING_APPROVAL, State.APPROVED, State.REJECTED, State.ADJUSTED)
ADJUSTMENT_LISTING = Listing(
    filters=(
        Filter("inventory_adjustment_number", "number"),
        Filter("reference_number", "reference"),
        Filter("date", "date", "date"),
        Filter("reason", "reason__name"),
        Filter("reason_id", "reason_id", "id"),
        Filter("adjustment_type", "adjustment_type", "choice", choices={name: name for name in TYPES}),
        Filter("status", "state", "choice", choices={state.value: state.value for state in STATES}),
        Filter("location_id", "location_id", "id"),
        Filter("location_name", "location__name"),
        Filter("account_id", "account_id", "id"),
        Filter("item_id", "lines__item_id", "id"),
    ),
    sorts={
        "date": "date",
        "inventory_adjustment_number": "number",
        "reference_number": "reference",
        "reason": "reason__name",
        "status": "state",
        "created_time": "created_at",
        "last_modified_time": "modified_at",
    },
    default_sort="date",
    default_descending=True,
    search=("number", "reference", "description", "reason__name"),
    views={
        "Status.All": lambda _ctx: Q(),
        WAITING_FOR_ME: lambda ctx: waiting_for_me(ctx, module="adjustments", entity=ENTITY),
        **{f"Status.{state.value.title().replace('_', '')}": _of(state) for state in STATES},
    },
)


def list_adjustments(ctx: Ctx, *, criteria: Criteria) -> Rows[AdjustmentView]:
    """Return a page of the adjustments, the latest first; `item_id` finds those with a line about the item."""
    rows = Adjustment.objects.select_related("reason", "location", "account")
    rows = filter_rows(ctx, rows, ADJUSTMENT_LISTING, criteria)
    page = page_of(rows.distinct() if "item_id" in criteria.filters else rows, criteria)
    return Rows(adjustment_views(ctx, page.rows), page.has_more, page.total)
