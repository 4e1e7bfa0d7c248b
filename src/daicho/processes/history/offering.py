"""Estimates: most are accepted, some declined, some forgotten."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from functools import partial

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.create_document import create_document
from daicho.documents.core.fields import LineFields
from daicho.documents.core.state import Action
from daicho.kernel.context import Ctx
from daicho.processes.history.cast import Party
from daicho.processes.history.lines import fields_of, offered_lines, promise
from daicho.processes.history.selling import chosen_customer, follow_order, has_goods
from daicho.processes.history.teller import Teller
from daicho.sales.commands.convert_estimate import convert_estimate
from daicho.sales.kinds import ESTIMATE, SALES_ORDER

_SHARE = Decimal("0.15")
"""Estimates for each sale."""


def offer(teller: Teller, ctx: Ctx) -> None:
    """Send the estimates of a day."""
    dice = teller.dice("offering", ctx.today)
    for _estimate in range(max(teller.count(dice, teller.cast.sales * _SHARE, ctx.today), int(teller.once("offered")))):
        customer = chosen_customer(teller, dice)
        lines = offered_lines(teller, dice, customer)
        fields = fields_of(teller, ctx, customer, lines)
        fields["due"] = ctx.today + timedelta(days=30)
        estimate_id = create_document(ctx, kind=ESTIMATE, fields=fields)
        lot = dice.randrange(100)
        if lot < 4:
            continue
        change_state(ctx, kind=ESTIMATE, document_id=estimate_id, action=Action.OPEN)
        day = ctx.today + timedelta(days=dice.randint(2, 14))
        if lot < 60:
            teller.at(day, partial(_accept, teller, customer, estimate_id, lines))
        elif lot < 80:
            teller.at(day, partial(_decline, estimate_id))


def _decline(estimate_id: int, ctx: Ctx) -> None:
    change_state(ctx, kind=ESTIMATE, document_id=estimate_id, action=Action.DECLINE)


def _accept(teller: Teller, customer: Party, estimate_id: int, lines: Sequence[LineFields], ctx: Ctx) -> None:
    """Take the offer, unless what was offered is gone meanwhile."""
    if not promise(teller, lines):
        _decline(estimate_id, ctx)
        return
    order_id = convert_estimate(ctx, estimate_id=estimate_id, target=SALES_ORDER)
    change_state(ctx, kind=SALES_ORDER, document_id=order_id, action=Action.OPEN)
    dice = teller.dice("accepting", ctx.today, customer.place)
    follow_order(teller, ctx, dice, customer, order_id, has_goods=has_goods(teller, lines))
