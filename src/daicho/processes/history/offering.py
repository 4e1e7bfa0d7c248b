"""Estimates: most are accepted, some declined, some forgotten."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.create_document import create_document
from daicho.documents.core.state import Action
from daicho.kernel.context import Ctx
from daicho.processes.history.cast import Party
from daicho.processes.history.lines import fields_of, offered_lines
from daicho.processes.history.selling import chosen_customer, follow_order
from daicho.processes.history.teller import Teller
from daicho.sales.commands.convert_estimate import convert_estimate
from daicho.sales.kinds import ESTIMATE, SALES_ORDER

_SHARE = Decimal("0.15")
"""Estimates for each sale."""


def offer(teller: Teller, ctx: Ctx) -> None:
    """Send the estimates of a day."""
    dice = teller.dice("offering", ctx.today)
    for _estimate in range(teller.count(dice, teller.cast.sales * _SHARE, ctx.today)):
        customer = chosen_customer(teller, dice)
        fields = fields_of(teller, ctx, customer, offered_lines(teller, dice, customer))
        fields["due"] = ctx.today + timedelta(days=30)
        estimate_id = create_document(ctx, kind=ESTIMATE, fields=fields)
        lot = dice.randrange(100)
        if lot < 4:
            continue
        change_state(ctx, kind=ESTIMATE, document_id=estimate_id, action=Action.OPEN)
        answer = _accept if lot < 60 else _decline if lot < 80 else None
        if answer:
            teller.at(ctx.today + timedelta(days=dice.randint(2, 14)), partial(answer, teller, customer, estimate_id))


def _decline(teller: Teller, customer: Party, estimate_id: int, ctx: Ctx) -> None:
    del teller, customer
    change_state(ctx, kind=ESTIMATE, document_id=estimate_id, action=Action.DECLINE)


def _accept(teller: Teller, customer: Party, estimate_id: int, ctx: Ctx) -> None:
    order_id = convert_estimate(ctx, estimate_id=estimate_id, target=SALES_ORDER)
    change_state(ctx, kind=SALES_ORDER, document_id=order_id, action=Action.OPEN)
    follow_order(teller, ctx, teller.dice("accepting", ctx.today, customer.place), customer, order_id)
