"""What the goods of a document cost, and why: lots that were used, later differences and what caused them."""

from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.stock.models import StockEventRow
from daicho.stock.queries.stock_effects import StockEffect, stock_effects


@dataclass(frozen=True, slots=True)
class Explained:
    """A document's number, and its movements with what they are made of."""

    number: str
    effects: list[StockEffect]


def explain_cost(ctx: Ctx, *, kind: str, source_id: int) -> Explained:
    """Return the movements of a document and their costs. Raises NotFound where it moves nothing."""
    effects = stock_effects(ctx, kind=kind, source_id=source_id)
    if not effects:
        raise NotFound(_("%(entity)s does not exist."), {"entity": "Document"})
    numbers = StockEventRow.objects.filter(source_id=source_id, source_kind=kind).order_by("-id")
    return Explained(numbers.values_list("source_number", flat=True)[0], effects)
