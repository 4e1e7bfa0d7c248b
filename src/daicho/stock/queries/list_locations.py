"""Locations as a list."""

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.platform.listing import Criteria, Filter, Listing, Rows, filter_rows, page_of
from daicho.stock.core.location import TYPES
from daicho.stock.models import Location
from daicho.stock.queries.locations import LOCATION_FIELDS, LocationView

LOCATION_LISTING = Listing(
    filters=(
        Filter("location_name", "name"),
        Filter("location_type", "location_type", "choice", choices={name: name for name in TYPES}),
        Filter("status", "is_active", "choice", choices={"active": True, "inactive": False}),
    ),
    sorts={"location_name": "name", "created_time": "created_at", "last_modified_time": "modified_at"},
    default_sort="id",
    search=("name",),
    views={
        "Status.All": lambda _ctx: Q(),
        "Status.Active": lambda _ctx: Q(is_active=True),
        "Status.Inactive": lambda _ctx: Q(is_active=False),
    },
)  # fmt: skip


def list_locations(ctx: Ctx, *, criteria: Criteria) -> Rows[LocationView]:
    """Return a page of the locations; goods in transit are at none of them."""
    rows = filter_rows(ctx, Location.objects.filter(is_transit=False), LOCATION_LISTING, criteria)
    page = page_of(rows.values_list(*LOCATION_FIELDS), criteria)
    return Rows([LocationView(*row) for row in page.rows], page.has_more, page.total)
