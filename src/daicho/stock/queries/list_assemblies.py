"""Assemblies as a list."""

from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Abs, Coalesce

from daicho.kernel.context import Ctx
from daicho.ledger.queries.day_views import day_views
from daicho.platform.listing import Criteria, Filter, Listing, Rows, filter_rows, page_of
from daicho.stock.core.approval import ASSEMBLY_STATES, State
from daicho.stock.core.assembly import KINDS
from daicho.stock.models import Assembly, BatchLine, StockValue
from daicho.stock.queries._assembly_views import AssemblyView, assembly_views

ASSEMBLY_LISTING = Listing(
    filters=(
        Filter("transaction_number", "number"),
        Filter("reference_number", "reference"),
        Filter("date", "date", "date"),
        Filter("status", "state", "choice", choices={state.value: state.value for state in ASSEMBLY_STATES}),
        Filter("bundle_type", "kind", "choice", choices={name: name for name in KINDS}),
        Filter("composite_item_id", "item_id", "id"),
        Filter("composite_item_name", "item__name"),
        Filter("item_id", "lines__item_id", "id"),
        Filter("location_id", "location_id", "id"),
        Filter("warehouse_id", "location_id", "id"),
        Filter("location_name", "location__name"),
    ),
    sorts={
        "date": "date",
        "total": "worth",
        "transaction_number": "number",
        "reference_number": "reference",
        "status": "state",
        "created_time": "created_at",
        "last_modified_time": "modified_at",
    },
    default_sort="date",
    default_descending=True,
    search=("number", "reference", "description", "item__name", "item__sku"),
    views={
        "Status.All": lambda _ctx: Q(),
        "Status.Pending": lambda _ctx: Q(state=State.DRAFT),
        "Status.Confirmed": lambda _ctx: Q(state=State.CONFIRMED),
        "Status.Built": lambda _ctx: Q(state=State.BUNDLED),
        **day_views("WorkOrderDate"),
    },
)


def list_assemblies(ctx: Ctx, *, criteria: Criteria) -> Rows[AssemblyView]:
    """Return a page of the assemblies, the latest first; `item_id` finds those with a line about the item."""
    rows = Assembly.objects.select_related("item", "location")
    if criteria.sort == "total":
        parts = BatchLine.objects.filter(line_id=OuterRef(OuterRef("item_line_id"))).values("id")
        own = Q(line_id=OuterRef("item_line_id")) | Q(line_id__in=parts)
        values = StockValue.objects.filter(own).values("organization_id").order_by()
        rows = rows.annotate(worth=Abs(Coalesce(Subquery(values.annotate(sum=Sum("value_minor")).values("sum")), 0)))
    rows = filter_rows(ctx, rows, ASSEMBLY_LISTING, criteria)
    page = page_of(rows.distinct() if "item_id" in criteria.filters else rows, criteria)
    return Rows(assembly_views(ctx, page.rows), page.has_more, page.total)
