"""Purchase orders when stock runs low, what is received and billed of them."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from functools import partial

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.create_document import create_document
from daicho.documents.core.state import Action
from daicho.documents.queries.document_view import document_view
from daicho.kernel.context import Ctx
from daicho.processes.history.calendar import busyness
from daicho.processes.history.cast import Article, Party
from daicho.processes.history.importing import bring_home
from daicho.processes.history.lines import bought_lines, fields_of, usual_quantity
from daicho.processes.history.paying import pay_later
from daicho.processes.history.sending_back import may_go_back
from daicho.processes.history.teller import Teller, chance
from daicho.purchases.commands.bill_order import bill_order
from daicho.purchases.commands.create_purchase_receive import create_purchase_receive
from daicho.purchases.core.receive import State
from daicho.purchases.kinds import PURCHASE_ORDER

_AHEAD = timedelta(days=35)
"""Stock is bought for what is sold so many days ahead."""
_PACK = 6
_LINES_A_SALE = Decimal("2.8")


def buy(teller: Teller, ctx: Ctx) -> None:
    """Order again what runs low, from each vendor on its day of every other week."""
    week = ctx.today.isocalendar().week
    for vendor in teller.cast.vendors:
        if vendor.place % 5 != ctx.today.weekday() or (vendor.place + week) % 2:
            continue
        wanted = _wanted(teller, ctx, vendor)
        if not wanted:
            continue
        dice = teller.dice("buying", ctx.today, vendor.place)
        fields = fields_of(teller, ctx, vendor, bought_lines(teller, vendor, list(wanted.items())))
        days = dice.randint(20, 32) if vendor.is_foreign else dice.randint(3, 9)
        fields["due"] = ctx.today + timedelta(days=days)
        order_id = create_document(ctx, kind=PURCHASE_ORDER, fields=fields)
        if ctx.today > teller.today - timedelta(days=4) and chance(dice, 300):
            continue
        change_state(ctx, kind=PURCHASE_ORDER, document_id=order_id, action=Action.OPEN)
        if chance(dice, 20) and not teller.never("bought"):
            teller.at(ctx.today + timedelta(days=1), partial(_cancel, order_id))
            continue
        if not vendor.is_foreign:
            teller.once("bought")
        for article, quantity in wanted.items():
            teller.coming[article.item_id] += quantity
        in_parts = chance(dice, 120) and not vendor.is_foreign
        receive = _receive_half if in_parts else _receive
        late = dice.choice((0, 0, 0, 1, 2, 5))
        teller.at(ctx.today + timedelta(days=days + late), partial(receive, teller, vendor, order_id, wanted))


def _wanted(teller: Teller, ctx: Ctx, vendor: Party) -> Mapping[Article, int]:
    """Return how much to order of what has fallen below what the next weeks need, in packs; at first of anything."""
    cast = teller.cast
    coming_sales = cast.sales * _LINES_A_SALE * busyness(cast.country, ctx.today + _AHEAD / 2, teller.today)
    wanted = {}
    for article in cast.goods_of(vendor):
        need = coming_sales / len(cast.articles) * usual_quantity(teller, article) * (4 if vendor.is_foreign else 3)
        there = teller.stock[article.item_id] + teller.coming[article.item_id]
        if there < need * Decimal("0.6"):
            wanted[article] = int((need - there) // _PACK + 1) * _PACK
    if not wanted and teller.never("bought") and not vendor.is_foreign:
        return dict.fromkeys(cast.goods_of(vendor)[:1], _PACK)
    return wanted


def _cancel(order_id: int, ctx: Ctx) -> None:
    change_state(ctx, kind=PURCHASE_ORDER, document_id=order_id, action=Action.CANCEL)


def _receive_half(
    teller: Teller, vendor: Party, order_id: int, wanted: Mapping[Article, int], ctx: Ctx
) -> None:  # fmt: skip
    """Receive half of each line, the rest a week later."""
    view = document_view(ctx, kind=PURCHASE_ORDER, document_id=order_id, with_files=False, with_custom=False)
    lines = [{"line_id": line.line_id, "quantity": line.quantity.value // 2} for line in view.lines]
    create_purchase_receive(ctx, order_id=order_id, fields={"date": ctx.today, "lines": lines})  # type: ignore[typeddict-item]
    teller.at(ctx.today + timedelta(days=7), partial(_receive, teller, vendor, order_id, wanted))


def _receive(teller: Teller, vendor: Party, order_id: int, wanted: Mapping[Article, int], ctx: Ctx) -> None:
    dice = teller.dice("receiving goods", ctx.today, vendor.place)
    create_purchase_receive(ctx, order_id=order_id, fields={"date": ctx.today, "state": State.RECEIVED})
    bill_day = ctx.today + timedelta(days=dice.choice((0, 0, 1, 2, 4)))
    teller.at(bill_day, partial(_bill, teller, vendor, order_id, wanted))


def _bill(teller: Teller, vendor: Party, order_id: int, wanted: Mapping[Article, int], ctx: Ctx) -> None:
    number = f"{ctx.today:%y%m%d}-{vendor.place + 1:02}{teller.next('bill') % 100:02}"
    bill_id = bill_order(ctx, order_id=order_id, number=number, day=ctx.today, is_open=True)
    for article, quantity in wanted.items():
        teller.coming[article.item_id] -= quantity
        teller.stock[article.item_id] += quantity
    pay_later(teller, ctx, vendor, bill_id)
    if vendor.is_foreign:
        bring_home(teller, ctx, vendor, bill_id)
    may_go_back(teller, ctx, vendor, bill_id)
