"""What is put together: a gift set that is kept in stock, and a kit that is put together when it is sold."""

from decimal import Decimal

from daicho.catalog.commands.create_item import create_item
from daicho.catalog.core.item import ITEM_TYPE_OF
from daicho.catalog.queries.item_choices import item_choices
from daicho.kernel.context import Ctx
from daicho.kernel.measure import MICRO, Rate
from daicho.processes.history.cast import Article
from daicho.processes.history.teller import Teller
from daicho.stock.commands.create_assembly import create_assembly
from daicho.stock.core.approval import State
from daicho.stock.queries.on_hand_at import on_hand_at

_PARTS, _ENOUGH = 2, 6
"""Goods of which both are made, and how many of each must be there before any is taken."""


def put_together(teller: Teller, ctx: Ctx) -> None:
    """Make both composite items on the first day, then two sets a quarter, of enough parts; plan another."""
    parts = [article for article in teller.cast.articles if article.is_goods][-_PARTS:]
    if len(parts) < _PARTS:
        return
    if teller.once("recipes"):
        _compose(teller, ctx, parts, "kit", teller.cast.say("お試しキット", "Trial kit"))
        _compose(teller, ctx, parts, "assembly", teller.cast.say("ギフトセット", "Gift set"))
    if teller.once(("assembled", ctx.today.year, (ctx.today.month - 1) // 3)):
        _assemble(teller, ctx, parts, 2, State.BUNDLED)
    if ctx.today == teller.today:
        _assemble(teller, ctx, parts, 1, State.DRAFT)


def _compose(teller: Teller, ctx: Ctx, parts: list[Article], combo_type: str, name: str) -> None:
    price = sum((article.price for article in parts), Decimal(0))
    create_item(
        ctx,
        fields={
            "name": name,
            "sku": f"SET-{teller.next('composite'):02}",
            "unit": teller.cast.say("セット", "set"),
            "combo_type": combo_type,
            "item_type": ITEM_TYPE_OF[combo_type],
            "rate_micro": Rate.of(price).micro,
            "purchase_rate_micro": Rate.of(sum((article.cost for article in parts), Decimal(0))).micro,
            "tax_id": parts[0].tax_id,
            "components": [{"item_id": article.item_id, "quantity_micro": MICRO} for article in parts],
        },
    )


def _assemble(teller: Teller, ctx: Ctx, parts: list[Article], quantity: int, state: State) -> None:
    ids = [article.item_id for article in parts]
    there = on_hand_at(ctx, location_id=teller.cast.places[0], item_ids=ids)
    promised = min(teller.stock[item_id] for item_id in ids)
    if state is State.BUNDLED and min(promised * MICRO, *there.values()) < _ENOUGH * MICRO:
        return
    if state is State.BUNDLED:
        teller.stock.subtract(dict.fromkeys(ids, quantity))
    (gift_set,) = item_choices(ctx, text="SET-", combo_type="assembly", limit=1)
    create_assembly(
        ctx,
        fields={"item_id": gift_set.item_id, "quantity": Decimal(quantity), "date": ctx.today},
        state=state,
    )
