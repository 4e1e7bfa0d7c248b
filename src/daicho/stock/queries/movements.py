"""Movements that count."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.platform.db.plain import plain_rows
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement, Stock
from daicho.stock.models import StockEventRow
from daicho.stock.queries._counting import counting

_FIELDS = (
    "line_id", "item_id", "location_id", "kind", "stock", "day", "number", "position", "quantity_micro",
    "inventory_account_id", "contra_account_id", "cost_account_id", "value_minor", "fallback_minor",
    "lot_line_id", "follows", "assembly_id", "batch_id",
)  # fmt: skip


def movements(ctx: Ctx, *, where: Q, known_at: datetime | None = None) -> list[Movement]:
    """Return the movements that count and meet `where` (on StockEventRow), in no order.

    With `known_at`, those that counted by what was recorded until then.
    """
    del ctx  # the organisation is in scope
    rows = StockEventRow.objects.filter(where, counting(known_at)).values_list(*_FIELDS)
    return [_movement(*row) for row in plain_rows(rows)]


_KINDS = {str(kind): kind for kind in Kind}
_STOCKS = {int(stock): stock for stock in (Stock.ACCOUNTING, Stock.PHYSICAL, Stock.BOTH)}


def _movement(line_id: int, item_id: int, location_id: int, kind: str, stock: int, *rest: Any) -> Movement:
    return Movement(line_id, item_id, location_id, _KINDS[kind], _STOCKS[stock], *rest)
