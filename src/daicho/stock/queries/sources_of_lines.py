"""Whose movements these are."""

from collections.abc import Sequence

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.ledger.core.posting import Source
from daicho.platform.db.plain import plain_rows
from daicho.stock.core.movement import Movement
from daicho.stock.core.valuation import ValueSlot
from daicho.stock.models import StockEventRow

_BATCH = 400


def sources_of_lines(ctx: Ctx, *, of: Sequence[ValueSlot | Movement]) -> dict[int, Source]:
    """Return line id → the document whose movement it is; of many lines, by all lines of their items."""
    del ctx  # the organisation is in scope
    if not of:
        return {}
    if len(of) > _BATCH:
        where = Q(item_id__in={each.item_id for each in of})
    else:
        where = Q(line_id__in={each.line_id for each in of})
    rows = StockEventRow.objects.filter(where).order_by("id")
    fields = rows.values_list("line_id", "source_kind", "source_id", "source_number")
    return {line_id: Source(*source) for line_id, *source in plain_rows(fields)}
