"""One composite item."""

from daicho.catalog.queries._item_views import PARTS, ItemView, item_rows, item_views
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _


def composite_detail(ctx: Ctx, *, item_id: int) -> ItemView:
    """Return a composite item with everything and its recipe. Raises NotFound, for ordinary items too."""
    rows = list(item_rows().filter(id=item_id).exclude(combo_type=""))
    if not rows:
        raise NotFound(_("Composite item does not exist."))
    return item_views(ctx, rows, (*PARTS, "recipe"))[0]
