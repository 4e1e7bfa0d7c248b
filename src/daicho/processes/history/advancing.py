"""Retainer invoices: what customers are asked to pay in advance for goods that are made to order."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.create_document import create_document
from daicho.documents.core.fields import LineFields
from daicho.documents.core.state import Action
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.processes.history.cast import Party
from daicho.processes.history.collecting import collect, prepay
from daicho.processes.history.lines import fields_of, sold_lines
from daicho.processes.history.selling import chosen_customer
from daicho.processes.history.settling import use_credits
from daicho.processes.history.teller import Teller, chance
from daicho.sales.commands.mark_invoice_shipped import mark_invoice_shipped
from daicho.sales.kinds import INVOICE, RETAINER_INVOICE

_MONTHLY = Decimal("1.5")
_UNITS = {"JPY": Decimal(10_000)}
"""What amounts are multiples of, by currency; of others a hundred."""


def ask_in_advance(teller: Teller, ctx: Ctx) -> None:
    """Send the retainer invoices of a day; the first is paid at once, others in some days, in whole or in two parts."""
    dice = teller.dice("advancing", ctx.today)
    for _retainer in range(max(teller.count(dice, _MONTHLY, ctx.today), int(teller.never("asked in advance")))):
        customer = chosen_customer(teller, dice)
        currency = customer.currency_code or teller.cast.base_currency
        amount = dice.randint(3, 15) * _UNITS.get(currency, Decimal(100))
        words = teller.cast.say("受注生産品の前払金", "Payment in advance for goods made to order")
        fields = fields_of(teller, ctx, customer, [LineFields(description=words, rate=amount)])
        fields["due"] = ctx.today + timedelta(days=14)
        retainer_id = create_document(ctx, kind=RETAINER_INVOICE, fields=fields)
        if chance(dice, 80) and not teller.never("asked in advance"):
            continue
        change_state(ctx, kind=RETAINER_INVOICE, document_id=retainer_id, action=Action.OPEN)
        asked = Money.of(amount, currency)
        if teller.once("asked in advance"):
            _receive(teller, customer, retainer_id, asked, ctx)
            continue
        if chance(dice, 120):
            continue
        days = dice.randint(1, 14)
        if chance(dice, 250):
            asked = Money(asked.minor // 2, currency)
            teller.at(
                ctx.today + timedelta(days=days + 20), partial(_receive, teller, customer, retainer_id, asked)
            )  # fmt: skip
        teller.at(ctx.today + timedelta(days=days), partial(_receive, teller, customer, retainer_id, asked))


def _receive(teller: Teller, customer: Party, retainer_id: int, amount: Money, ctx: Ctx) -> None:
    """Record what came; the goods follow some days later."""
    prepay(teller, ctx, customer, amount, retainer_id=retainer_id)
    teller.at(ctx.today + timedelta(days=10), partial(_deliver, teller, customer))


def _deliver(teller: Teller, customer: Party, ctx: Ctx) -> None:
    """Invoice the goods, and settle the invoice by what was paid in advance, as far as that goes."""
    dice = teller.dice("delivering", ctx.today, customer.place)
    lines = sold_lines(teller, dice, customer)
    if not lines:
        return
    invoice_id = create_document(ctx, kind=INVOICE, fields=fields_of(teller, ctx, customer, lines))
    mark_invoice_shipped(ctx, invoice_id=invoice_id)
    change_state(ctx, kind=INVOICE, document_id=invoice_id, action=Action.OPEN)
    use_credits(teller, ctx, customer, ("invoice", invoice_id))
    collect(teller, ctx, customer, invoice_id)
