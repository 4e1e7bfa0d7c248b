"""Documents that name an item."""

from daicho.catalog.core.uses import ItemTransaction, Kind, TransactionQuery
from daicho.catalog.models import Item
from daicho.catalog.queries._uses import item_uses
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.listing import Rows


def item_transactions(ctx: Ctx, *, kind: Kind, query: TransactionQuery) -> Rows[ItemTransaction]:
    """Return a page of an item's lines in documents of `kind`; none where no package has that kind. Raises NotFound."""
    if not Item.objects.filter(id=query.item_id).exists():
        raise NotFound(_("Item does not exist."))
    for use in item_uses():
        if kind in use.transactions:
            rows, has_more = use.transactions[kind](ctx, query)
            return Rows(rows, has_more)
    return Rows([], has_more=False)
