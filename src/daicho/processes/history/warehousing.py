"""What happens in the warehouse: a second location, transfers, counts, damage, a revaluation."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from daicho.kernel.context import Ctx
from daicho.processes.history.cast import Article
from daicho.processes.history.teller import Teller, chance
from daicho.stock.commands.create_adjustment import create_adjustment
from daicho.stock.commands.create_transfer import create_transfer
from daicho.stock.core.adjustment import REASONS, AdjustmentLineFields

_COUNT, _DAMAGE, _REVALUATION = 0, 1, 5
"""Places in the list of reasons."""
_NEEDED, _MOVED = 4, 3


def store(teller: Teller, ctx: Ctx) -> None:
    """Move goods to the second warehouse once a month and back in the next, count once a quarter, write off damage."""
    goods = [article for article in teller.cast.articles if article.is_goods and teller.stock[article.item_id] > 5]
    if len(goods) < _NEEDED:
        return
    dice = teller.dice("storing", ctx.today)
    chosen = dice.sample(goods, _NEEDED)
    if teller.once(("moved", ctx.today.year, ctx.today.month)):
        _move_on(teller, ctx, chosen[:2])
    if ctx.today == teller.today - timedelta(days=3) or ctx.today == teller.today:
        _finish(teller, ctx, chosen)
        return
    quarter = (ctx.today.year, (ctx.today.month - 1) // 3)
    if teller.once(("counted", *quarter)):
        _adjust(teller, ctx, _COUNT, _change(teller, chosen[0], -1), _change(teller, chosen[1], 2))
    if chance(dice, 20):
        _adjust(teller, ctx, _DAMAGE, _change(teller, chosen[2], -dice.randint(1, 3)))
    if chance(dice, 3):
        loss = -max(Decimal(1), Decimal(round(chosen[3].cost / 2)))
        _adjust(teller, ctx, _REVALUATION, {"item_id": chosen[3].item_id, "value": loss}, adjustment_type="value")


def _finish(teller: Teller, ctx: Ctx, chosen: Sequence[Article]) -> None:
    """Leave goods on their way, and a count that is not finished."""
    if teller.once("on its way"):
        _move(teller, ctx, chosen[:1], is_on_its_way=True)
    if ctx.today == teller.today:
        change: AdjustmentLineFields = {"item_id": chosen[3].item_id, "quantity": Decimal(-1)}
        _adjust(teller, ctx, _COUNT, change, is_draft=True)


def _move_on(teller: Teller, ctx: Ctx, chosen: Sequence[Article]) -> None:
    """Bring back what was moved last month, or move these."""
    there, teller.away = teller.away, ()
    if there:
        _move(teller, ctx, there, is_back=True)
        return
    _move(teller, ctx, chosen)
    teller.away = tuple(chosen)


def _move(
    teller: Teller, ctx: Ctx, articles: Sequence[Article], *, is_on_its_way: bool = False, is_back: bool = False
) -> None:
    home, second = reversed(teller.cast.places) if is_back else teller.cast.places
    for article in articles:
        teller.stock[article.item_id] += _MOVED if is_back else -_MOVED
    create_transfer(
        ctx,
        fields={
            "date": ctx.today,
            "from_location_id": home,
            "to_location_id": second,
            "is_intransit_order": is_on_its_way,
            "lines": [{"item_id": article.item_id, "quantity": Decimal(_MOVED)} for article in articles],
        },
    )


def _change(teller: Teller, article: Article, quantity: int) -> AdjustmentLineFields:
    teller.stock[article.item_id] += quantity
    return {"item_id": article.item_id, "quantity": Decimal(quantity)}


def _adjust(
    teller: Teller,
    ctx: Ctx,
    reason: int,
    *lines: AdjustmentLineFields,
    adjustment_type: str = "quantity",
    is_draft: bool = False,
) -> None:
    create_adjustment(
        ctx,
        fields={
            "date": ctx.today,
            "reason": REASONS["ja" if teller.cast.is_japanese else "en"][reason],
            "adjustment_type": adjustment_type,
            "lines": list(lines),
        },
        is_draft=is_draft,
    )
