"""What the lists of items and of composite items take from a request alike."""

from daicho.catalog.queries._item_views import ItemView
from daicho.catalog.queries.list_items import list_items
from daicho.platform.listing import Criteria, Rows
from daicho.platform.wire.operation import Call

_LABELS = {"category_id": "category", "brand_ids": "brand", "manufacturer_ids": "manufacturer"}
LIST_PARAMETERS = (*_LABELS, "warehouse_id", "location_id", "zcrm_product_id", "customview_id")


def listed_items(call: Call[None], criteria: Criteria, *, only_composites: bool = False) -> Rows[ItemView]:
    """Return a page of items, narrowed by labels and location; nothing here comes from Zoho CRM."""
    labels = {column: call.ids(name) for name, column in _LABELS.items() if call.query.get(name)}
    location_id = call.id("location_id") or call.id("warehouse_id")
    page = list_items(
        call.ctx, criteria=criteria, labels=labels, location_id=location_id, only_composites=only_composites
    )
    return Rows([], has_more=False) if call.query.get("zcrm_product_id") else page
