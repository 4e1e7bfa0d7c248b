"""A serial number is of one piece."""

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from daicho.catalog.queries.item_card import item_card
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.stock.core.batches import PIECE
from daicho.stock.core.change import Changed
from daicho.stock.core.movement import OUTWARD, Stock
from daicho.stock.core.rules import SERIAL_TWICE
from daicho.stock.models import Batch, StockEventRow

_MESSAGES = {
    True: _("The serial number '%(number)s' of '%(item)s' is there already."),
    False: _("The serial number '%(number)s' of '%(item)s' has left already."),
}


# tidy: allow unauthorised: part of the commands that move stock
# tidy: allow unaudited: it only refuses
def refuse_double_serials(ctx: Ctx, *, change: Changed) -> None:
    """Raise RuleBroken (4961) where a piece would be there twice, or have left twice.

    It may have left once before it ever came, like any goods: its bill may follow.
    """
    moved = {movement.batch_id: movement.item_id for movement, _sign in change.signed() if movement.batch_id}
    if not moved:
        return
    cards = item_card(ctx, item_ids=set(moved.values()))
    pieces = [batch_id for batch_id, item_id in moved.items() if cards[item_id].tracking == "serial"]
    rows = StockEventRow.objects.filter(batch_id__in=pieces, stock__in=[Stock.ACCOUNTING, Stock.BOTH])
    went = Coalesce(Sum("quantity_micro", filter=Q(kind__in=OUTWARD)), 0)
    came = Coalesce(Sum("quantity_micro", filter=~Q(kind__in=OUTWARD)), 0)
    sums = rows.filter(retractions__isnull=True).order_by().values_list("batch_id").annotate(came=came, went=went)
    for batch_id, in_all, out in sums:
        there = in_all - out
        if not 0 <= there <= PIECE and (in_all or out != PIECE):
            number = Batch.objects.values_list("number", flat=True).get(id=batch_id)
            names = {"number": number, "item": cards[moved[batch_id]].name}
            raise RuleBroken(SERIAL_TWICE, _MESSAGES[there > 0], names)
