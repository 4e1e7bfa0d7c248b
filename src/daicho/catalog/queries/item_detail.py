"""One item, or several by id."""

from collections.abc import Collection, Sequence

from daicho.catalog.queries._item_views import PARTS, ItemView, Part, item_rows, item_views
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _


def item_detail(ctx: Ctx, *, item_ids: Sequence[int], parts: Collection[Part] = PARTS) -> list[ItemView]:
    """Return these items in the given order, with these parts. Raises NotFound where one does not exist."""
    rows = {row.id: row for row in item_rows().filter(id__in=set(item_ids))}
    if not set(item_ids) <= rows.keys():
        raise NotFound(_("Item does not exist."))
    return item_views(ctx, [rows[item_id] for item_id in item_ids], parts)
