"""What is not there is ordered for a customer: it comes here first, or goes from the vendor to the customer."""

from datetime import timedelta
from functools import partial
from random import Random

from daicho.catalog.queries.stock_figures import stock_figures
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.create_document import create_document
from daicho.documents.core.sourcing import Sourcing
from daicho.documents.core.state import Action
from daicho.kernel.context import Ctx
from daicho.kernel.measure import MICRO
from daicho.processes.history.cast import Article, Party
from daicho.processes.history.collecting import collect
from daicho.processes.history.lines import bought_lines, fields_of, one_line
from daicho.processes.history.paying import pay_later
from daicho.processes.history.selling import invoice_rest
from daicho.processes.history.shipping import ship
from daicho.processes.history.teller import Teller, chance
from daicho.purchases.commands.bill_order import bill_order
from daicho.purchases.commands.create_purchase_receive import create_purchase_receive
from daicho.purchases.core.receive import State
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.sales.commands.invoice_order import invoice_order
from daicho.sales.kinds import SALES_ORDER

_DAYS = (7, 21)
"""Days of the month on which it happens."""
_LATELY = timedelta(days=4)
_MORE = (6, 12, 18, 24)


def source(teller: Teller, ctx: Ctx) -> None:
    """Order for a customer some days a month; the last backorder is still on its way today."""
    waits = ctx.today > teller.today - _LATELY and teller.once("on hold")
    vendors = [vendor for vendor in teller.cast.vendors if not vendor.is_foreign and teller.cast.goods_of(vendor)]
    if not (waits or ctx.today.day in _DAYS) or not vendors:
        return
    dice = teller.dice("sourcing", ctx.today)
    vendor = dice.choice(vendors)
    article = dice.choice(teller.cast.goods_of(vendor))
    customer = dice.choice([customer for customer in teller.cast.customers if not customer.is_foreign])
    sourcing = Sourcing.DROP_SHIPMENT if not waits and chance(dice, 500) else Sourcing.BACKORDER
    _order(teller, ctx, dice, customer, vendor, article, sourcing)


def _order(
    teller: Teller, ctx: Ctx, dice: Random, customer: Party, vendor: Party, article: Article, sourcing: Sourcing
) -> None:  # fmt: skip
    """Sell more than there is, and order all of it."""
    there = stock_figures(ctx, item_ids=[article.item_id])[article.item_id].figures
    free = max(there.available_for_sale, there.physical_available_for_sale, 0) // MICRO
    quantity = free + dice.choice(_MORE)
    sale = fields_of(teller, ctx, customer, [one_line(teller, article, customer, quantity)])
    seller = teller.seller(ctx)
    order_id = create_document(seller, kind=SALES_ORDER, fields=sale)
    change_state(seller, kind=SALES_ORDER, document_id=order_id, action=Action.OPEN)
    purchase = fields_of(teller, ctx, vendor, bought_lines(teller, vendor, [(article, quantity)]))
    purchase |= {"source_id": order_id, "sourcing": sourcing}
    purchase_id = create_document(ctx, kind=PURCHASE_ORDER, fields=purchase, is_open=True)
    arrival = ctx.today + timedelta(days=dice.randint(4, 8))
    teller.at(arrival, partial(_arrive, teller, vendor, customer, purchase_id, order_id, sourcing))


def _arrive(
    teller: Teller, vendor: Party, customer: Party, purchase_id: int, order_id: int, sourcing: Sourcing, ctx: Ctx
) -> None:  # fmt: skip
    """The vendor's bill; what came here is sent on, what went to the customer is invoiced."""
    comes_here = sourcing is Sourcing.BACKORDER
    if comes_here:
        create_purchase_receive(ctx, order_id=purchase_id, fields={"date": ctx.today, "state": State.RECEIVED})
    number = f"{ctx.today:%y%m%d}-{vendor.place + 1:02}{teller.next('bill') % 100:02}"
    pay_later(teller, ctx, vendor, bill_order(ctx, order_id=purchase_id, number=number, day=ctx.today, is_open=True))
    invoice = partial(invoice_rest if comes_here else _invoice, teller, customer, order_id)
    teller.at(ctx.today + timedelta(days=1), partial(ship, teller, order_id, invoice) if comes_here else invoice)


def _invoice(teller: Teller, customer: Party, order_id: int, ctx: Ctx) -> None:
    """Invoice what the vendor sent to the customer: nothing of it comes back here."""
    collect(teller, ctx, customer, invoice_order(ctx, order_id=order_id, is_open=True))
