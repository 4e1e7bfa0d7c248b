"""The door to stock and books for one document."""

from collections.abc import Sequence

from daicho.kernel.context import Ctx
from daicho.ledger.core.posting import Line, Source
from daicho.stock.commands.post_all_effects import post_all_effects
from daicho.stock.core.effects import Effects
from daicho.stock.core.movement import Movement


# tidy: allow unauthorised: the command that posts has authorised
# tidy: allow unaudited: the command that posts records
def post_effects(
    ctx: Ctx,
    *,
    source: Source,
    lines: Sequence[Line],
    movements: Sequence[Movement],
    base_currency: str,
    is_new: bool = False,
) -> None:
    """Append to stock and books what they lack to say what the document `source` says.

    `lines` are the document's own ledger lines without inventory: for each movement that the document values itself
    (a bill's goods) the inventory line is made here, from the movement, in the movement's currency where it has one;
    together they must balance in both. The cost of what
    leaves, and of everything later in the same cost pools, follows in the same transaction. No lines and no movements
    (voided, deleted) take everything back; a second call with the same ones writes nothing. `is_new` saves looking
    for what cannot be there yet. Locks are taken in one order: pools by item, then sums.
    """
    effects = [Effects(source, lines, movements)]
    post_all_effects(ctx, effects=effects, base_currency=base_currency, is_new=is_new)
