"""Sales orders, and invoices with and without them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from random import Random

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.create_document import create_document
from daicho.documents.core.fields import LineFields
from daicho.documents.core.state import Action
from daicho.documents.queries.document_view import document_view
from daicho.kernel.context import Ctx
from daicho.processes.history.cast import Party
from daicho.processes.history.collecting import collect, prepay
from daicho.processes.history.lines import fields_of, sold_lines
from daicho.processes.history.returning import may_come_back
from daicho.processes.history.shipping import ship
from daicho.processes.history.teller import Teller, chance
from daicho.sales.commands.invoice_order import invoice_order
from daicho.sales.commands.mark_invoice_shipped import mark_invoice_shipped
from daicho.sales.kinds import INVOICE, SALES_ORDER

_LATELY = timedelta(days=5)
"""Orders of so many days may still be drafts."""
_BUSY = 3
"""How much more is sold in these days, so that there is something to do."""
_ABROAD = 50
"""Sales abroad among a thousand, beside those that come about as all others do."""


def sell(teller: Teller, ctx: Ctx) -> None:
    """Sell what is sold on a day: two in three by an order, the others over the counter."""
    dice = teller.dice("selling", ctx.today)
    lately = ctx.today > teller.today - _LATELY
    count = teller.count(dice, teller.cast.sales * (_BUSY if lately else 1), ctx.today)
    for _sale in range(max(count, int(teller.never("ordered")))):
        customer = chosen_customer(teller, dice)
        lines = sold_lines(teller, dice, customer)
        if not lines:
            continue
        fields = fields_of(teller, ctx, customer, lines)
        fields["salesperson_name"] = teller.cast.seller.actor.name
        if chance(dice, 340) and not customer.is_foreign and not teller.never("ordered"):
            _sell_at_once(teller, ctx, dice, customer, create_document(ctx, kind=INVOICE, fields=fields))
            continue
        fields["due"] = ctx.today + timedelta(days=dice.randint(3, 12))
        if chance(dice, 300):
            fields["reference"] = f"PO-{dice.randint(1000, 9999)}"
        seller = teller.seller(ctx)
        order_id = create_document(seller, kind=SALES_ORDER, fields=fields)
        if lately and chance(dice, 300):
            continue
        change_state(seller, kind=SALES_ORDER, document_id=order_id, action=Action.OPEN)
        follow_order(teller, ctx, dice, customer, order_id, has_goods=has_goods(teller, lines))


def has_goods(teller: Teller, lines: Sequence[LineFields]) -> bool:
    """Tell whether there is anything to send in these lines."""
    goods = {article.item_id for article in teller.cast.articles if article.is_goods}
    return any(line["item_id"] in goods for line in lines)


def chosen_customer(teller: Teller, dice: Random) -> Party:
    """Return a customer; those at the first places buy most often, those abroad now and then."""
    abroad = [customer for customer in teller.cast.customers if customer.is_foreign]
    if abroad and chance(dice, _ABROAD):
        return dice.choice(abroad)
    customers = teller.cast.customers
    return customers[min(dice.randrange(len(customers)), dice.randrange(len(customers)))]


def follow_order(
    teller: Teller, ctx: Ctx, dice: Random, customer: Party, order_id: int, *, has_goods: bool
) -> None:  # fmt: skip
    """Plan what becomes of an open order: it is called off, or sent and invoiced, at once or in two parts."""
    is_first = has_goods and teller.once("ordered")
    if chance(dice, 20) and not is_first:
        void = partial(_call_off, order_id)
        teller.at(ctx.today + timedelta(days=2), void)
        return
    if chance(dice, 15):
        order = document_view(ctx, kind=SALES_ORDER, document_id=order_id, with_files=False, with_custom=False)
        prepay(teller, ctx, customer, replace(order.total, minor=order.total.minor // 3))
    invoice = partial(_invoice_half if chance(dice, 80) and not is_first else invoice_rest, teller, customer, order_id)
    first = ctx.today + timedelta(days=dice.randint(1, 6))
    teller.at(first, partial(ship, teller, order_id, invoice) if has_goods else invoice)


def _call_off(order_id: int, ctx: Ctx) -> None:
    change_state(ctx, kind=SALES_ORDER, document_id=order_id, action=Action.VOID)


def _invoice_half(teller: Teller, customer: Party, order_id: int, ctx: Ctx) -> None:
    """Invoice half of each line, and the rest later; an order of single pieces at once."""
    view = document_view(ctx, kind=SALES_ORDER, document_id=order_id, with_files=False, with_custom=False)
    quantities = {line.line_id: line.quantity.value // 2 for line in view.lines if line.quantity.value > 1}
    if not quantities:
        invoice_rest(teller, customer, order_id, ctx)
        return
    invoice_id = invoice_order(ctx, order_id=order_id, quantities=quantities, is_open=True)
    _follow_invoice(teller, ctx, customer, invoice_id)
    teller.at(ctx.today + timedelta(days=9), partial(invoice_rest, teller, customer, order_id))


def invoice_rest(teller: Teller, customer: Party, order_id: int, ctx: Ctx) -> None:
    """Invoice what the order has left."""
    invoice_id = invoice_order(ctx, order_id=order_id, is_open=True)
    _follow_invoice(teller, ctx, customer, invoice_id)


def _sell_at_once(teller: Teller, ctx: Ctx, dice: Random, customer: Party, invoice_id: int) -> None:
    """Send an invoice without an order; its goods leave with it."""
    if ctx.today > teller.today - _LATELY and chance(dice, 200):
        return
    mark_invoice_shipped(ctx, invoice_id=invoice_id)
    change_state(ctx, kind=INVOICE, document_id=invoice_id, action=Action.OPEN)
    if chance(dice, 8):
        change_state(ctx, kind=INVOICE, document_id=invoice_id, action=Action.VOID)
        return
    _follow_invoice(teller, ctx, customer, invoice_id)


def _follow_invoice(teller: Teller, ctx: Ctx, customer: Party, invoice_id: int) -> None:
    collect(teller, ctx, customer, invoice_id)
    may_come_back(teller, ctx, customer, invoice_id)
