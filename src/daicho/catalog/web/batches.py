"""The batches, or serial numbers, of an item on its page."""

from collections.abc import Mapping

from daicho.catalog.queries.batches_of_item import batches_of_item
from daicho.kernel.measure import Quantity
from daicho.platform.web.page import PageRequest, find_page_url


def batches_context(request: PageRequest, item_id: int) -> Mapping[str, object]:
    """Return the batches of an item with what is there at each location, and where a new one is made."""
    ctx, formats = request.ctx, request.formats
    found, has_more = batches_of_item(ctx, item_id=item_id)
    rows = [
        {
            "number": batch.number,
            "url": find_page_url(ctx, batch.page, **{batch.page_key: batch.batch_id}) if batch.page else "",
            "expires": formats.date(batch.expires_on) if batch.expires_on else "",
            "is_expired": batch.expires_on is not None and batch.expires_on < ctx.today,
            "is_active": batch.is_active,
            "places": [(name, formats.quantity(Quantity(quantity))) for name, quantity in batch.places],
            "quantity": formats.quantity(Quantity(sum(quantity for _name, quantity in batch.places))),
        }
        for batch in found
    ]
    create_url = find_page_url(ctx, "batch_create") if ctx.actor.may("items.create") else ""
    return {
        "batches": rows,
        "has_dates": any(row["expires"] for row in rows),
        "has_more": has_more,
        "create_url": f"{create_url}?item_id={item_id}" if create_url else "",
    }
