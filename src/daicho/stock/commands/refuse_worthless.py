"""Changes of value that find nothing to change, or more than is there."""

from collections.abc import Sequence

from django.db.models import Sum

from daicho.catalog.queries.item_card import item_card
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.stock.commands.by_batch import by_batch
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement
from daicho.stock.core.rules import NO_VALUE
from daicho.stock.core.state import from_text
from daicho.stock.models import CostPool, StockValue


# tidy: allow unauthorised: part of the commands that move stock
# tidy: allow unaudited: it only refuses
def refuse_worthless(ctx: Ctx, *, movements: Sequence[Movement]) -> None:
    """Raise RuleBroken (4958) where a value adjustment meets no stock, or takes away more than the stock is worth.

    Called after `post_effects`, under its locks.
    """
    [divided] = by_batch(ctx, groups=[[movement for movement in movements if movement.kind is Kind.VALUE]])
    if not divided:
        return
    changes = {movement.line_id: movement for movement in divided}
    values = StockValue.objects.filter(line_id__in=list(changes)).values_list("line_id").order_by()
    met = {line_id for line_id, value in values.annotate(Sum("value_minor")) if value}
    keys = {movement.pool_key for movement in changes.values()}
    pools = CostPool.objects.filter(key__in=keys).values_list("item_id", "tail")
    negative = {item_id for item_id, tail in pools if any(lot.left_value < 0 for lot in from_text(tail).lots)}
    faulty = negative | {movement.item_id for line_id, movement in changes.items() if line_id not in met}
    if faulty:
        names = [card.name for card in item_card(ctx, item_ids=faulty).values()]
        message = _("There is not enough stock of '%(name)s' on that day to take this change of value.")
        raise RuleBroken(NO_VALUE, message, {"name": ", ".join(sorted(names))})
