"""Batches and serial numbers as a list."""

from collections.abc import Collection

from django.db.models import BigIntegerField, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from daicho.kernel.context import Ctx
from daicho.platform.listing import Criteria, Filter, Listing, Rows, filter_rows, page_of
from daicho.stock.models import Batch
from daicho.stock.queries._batch_views import SIGNED, BatchView, batch_views, of_batches

BATCH_LISTING = Listing(
    filters=(
        Filter("batch_number", "number"),
        Filter("manufacturer_batch_number", "manufacturer_number"),
        Filter("item_id", "item_id", "id"),
        Filter("item_name", "item__name"),
        Filter("tracking", "item__tracking", "choice", choices={name: name for name in ("batch", "serial")}),
        Filter("status", "is_active", "choice", choices={"active": True, "inactive": False}),
        Filter("manufactured_date", "manufactured_on", "date"),
        Filter("expiry_date", "expires_on", "date"),
        Filter("batch_id", "id", "id"),
    ),
    sorts={
        "batch_number": "number",
        "serialnumber": "number",
        "external_batch_number": "manufacturer_number",
        "manufacturer_batch_number": "manufacturer_number",
        "manufactured_date": "manufactured_on",
        "expiry_date": "expires_on",
        "sales_rate": "id",
        "label_rate": "id",
        "item_name": "item__name",
        "balance_quantity": "on_hand",
    },
    default_sort="number",
    search=("number", "manufacturer_number"),
    views={
        "Status.All": lambda _ctx: Q(),
        "Status.Active": lambda _ctx: Q(is_active=True),
        "Status.Inactive": lambda _ctx: Q(is_active=False),
        "Expiry.Expired": lambda ctx: Q(expires_on__lt=ctx.today),
        "Stock.Empty": lambda _ctx: Q(on_hand=0),
        "Stock.OnHand": lambda _ctx: ~Q(on_hand=0),
    },
)
"""`sales_rate` and `label_rate` sort nothing: batches have no prices of their own."""


def list_batches(
    ctx: Ctx,
    *,
    criteria: Criteria,
    location_id: int | None = None,
    batch_ids: Collection[int] | None = None,
    with_empty: bool = True,
) -> Rows[BatchView]:
    """Return a page of the batches and serial numbers (or of these), those with nothing on hand left out where asked.

    With a location, what is on hand counts there.
    """
    moved = of_batches().filter(batch_id=OuterRef("id"))
    if location_id is not None:
        moved = moved.filter(location_id=location_id)
    there = moved.values("batch_id").annotate(quantity=Sum(SIGNED)).values("quantity")
    rows = Batch.objects.annotate(on_hand=Coalesce(Subquery(there), Value(0), output_field=BigIntegerField()))
    if not with_empty:
        rows = rows.exclude(on_hand=0)
    if batch_ids is not None:
        rows = rows.filter(id__in=batch_ids)
    page = page_of(filter_rows(ctx, rows, BATCH_LISTING, criteria), criteria)
    return Rows(batch_views(ctx, page.rows), page.has_more, page.total)
