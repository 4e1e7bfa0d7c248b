"""A new batch, or serial number."""

from daicho.catalog.queries.item_card import item_card
from daicho.kernel.context import Ctx
from daicho.kernel.errors import invalid
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work
from daicho.stock.commands._batch_values import batch_values
from daicho.stock.core.batch import ENTITY, BatchFields
from daicho.stock.models import Batch


def create_batch(ctx: Ctx, *, item_id: int, fields: BatchFields) -> int:
    """Create an active batch of an item that is kept so, with nothing of it on hand, and return its id.

    Raises InvalidInput with every fault at once.
    """
    ctx.require("items.create")
    with unit_of_work(ctx) as unit:
        card = item_card(ctx, item_ids=[item_id]).get(item_id)
        if card is None:
            raise invalid("item_id", _("Invalid value passed for %(field)s"), {"field": "item_id"})
        if not card.tracking:
            message = _("'%(item)s' is kept neither in batches nor by serial numbers.")
            raise invalid("item_id", message, {"item": card.name})
        values = batch_values(item_id, card.tracking, fields, None)
        row = Batch(organization_id=ctx.organization_id, item_id=item_id, **values)
        Batch.objects.bulk_create([row])
        shown = {name: value for name, value in values.items() if value}
        unit.record(ENTITY, row.id, "created", after={"item_id": item_id, **shown})
    return int(row.id)
