"""Transfer orders as a list."""

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.kernel.periods import end_of_month
from daicho.organizations.queries.waiting_for_me import WAITING_FOR_ME, waiting_for_me
from daicho.platform.listing import Criteria, Filter, Listing, Rows, filter_rows, page_of
from daicho.stock.core.approval import State
from daicho.stock.core.transfer import ENTITY
from daicho.stock.models import TransferOrder
from daicho.stock.queries._transfer_views import TransferView, transfer_views

_OTHERS = frozenset({State.ADJUSTED, State.CONFIRMED, State.BUNDLED})
_STATES = {state.value: state.value for state in State if state not in _OTHERS}
_PLACES = tuple(
    Filter(f"{side}_{name}_{part}", path, kind)  # type: ignore[arg-type]
    for side in ("from", "to")
    for name in ("location", "warehouse")
    for part, path, kind in (("id", f"{side}_location_id", "id"), ("name", f"{side}_location__name", "text"))
)
TRANSFER_LISTING = Listing(
    filters=(
        Filter("transfer_order_number", "number"),
        Filter("date", "date", "date"),
        Filter("status", "state", "choice", choices={**_STATES, "partially_transferred": "", "void": ""}),
        *_PLACES,
        Filter("item_id", "lines__item_id", "id"),
        Filter("item_name", "lines__item__name"),
        Filter("reason", "description"),
        Filter("reference_number", "description"),
    ),
    sorts={
        "date": "date",
        "transfer_order_number": "number",
        "status": "state",
        "created_time": "created_at",
        "last_modified_time": "modified_at",
    },
    default_sort="date",
    default_descending=True,
    search=("number", "description", "from_location__name", "to_location__name"),
    views={
        "Status.All": lambda _ctx: Q(),
        WAITING_FOR_ME: lambda ctx: waiting_for_me(ctx, module="transfers", entity=ENTITY),
        "TransferDate.All": lambda _ctx: Q(),
        "TransferDate.ThisMonth": lambda ctx: Q(date__gte=ctx.today.replace(day=1), date__lte=end_of_month(ctx.today)),
        "TransferStatus.InTransit": lambda _ctx: Q(state=State.IN_TRANSIT),
        "TransferStatus.Transferred": lambda _ctx: Q(state=State.TRANSFERRED),
        "TransferStatus.Draft": lambda _ctx: Q(state=State.DRAFT),
        "MissingAdvancedTrackingDetails": lambda _ctx: Q(pk__in=[]),
    },
)


def list_transfers(ctx: Ctx, *, criteria: Criteria) -> Rows[TransferView]:
    """Return a page of the transfer orders, the latest first."""
    rows = TransferOrder.objects.select_related("from_location", "to_location")
    rows = filter_rows(ctx, rows, TRANSFER_LISTING, criteria)
    by_line = any(name.startswith("item_") for name in criteria.filters)
    page = page_of(rows.distinct() if by_line else rows, criteria)
    return Rows(transfer_views(ctx, page.rows), page.has_more, page.total)
