"""Goods that come back: credit notes, and money that is given back."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

from daicho.documents.queries.document_view import document_view
from daicho.documents.queries.settled_documents import settled_documents
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.payments.commands.create_refund import create_refund
from daicho.payments.core.fields import RefundFields
from daicho.processes.history.cast import Party
from daicho.processes.history.teller import Teller, chance
from daicho.processes.history.world import rate_on
from daicho.sales.commands.credit_invoice import credit_invoice
from daicho.sales.kinds import CREDIT_NOTE, INVOICE

_RARE = 45
"""In a thousand invoices."""


def may_come_back(teller: Teller, ctx: Ctx, customer: Party, invoice_id: int) -> None:
    """Let some of an invoice's goods come back some days later, of one invoice in twenty."""
    dice = teller.dice("returning", ctx.today, teller.next("returning"))
    if chance(dice, _RARE):
        teller.at(ctx.today + timedelta(days=dice.randint(3, 15)), partial(_come_back, teller, customer, invoice_id))


def _come_back(teller: Teller, customer: Party, invoice_id: int, ctx: Ctx) -> None:
    view = document_view(ctx, kind=INVOICE, document_id=invoice_id, with_files=False, with_custom=False)
    line = max((line for line in view.lines if line.is_tracked), key=lambda line: line.quantity.micro, default=None)
    if line is None:
        return
    quantity = max(int(line.quantity.value) // 4, 1)
    note_id = credit_invoice(
        ctx,
        invoice_id=invoice_id,
        quantities={line.line_id: Decimal(quantity)},
        fields={"notes": teller.cast.say("品質不良のため", "Damaged on arrival")},
    )
    teller.stock[line.item_id or 0] += quantity
    teller.with_credit.add(customer)
    if chance(teller.dice("refunding", ctx.today, customer.place), 350):
        teller.at(ctx.today + timedelta(days=6), partial(_give_back, teller, customer, note_id))


def _give_back(teller: Teller, customer: Party, note_id: int, ctx: Ctx) -> None:
    note = settled_documents(ctx, kind=CREDIT_NOTE, ids=[note_id])[note_id]
    if not note.open_amount:
        return
    fields = RefundFields(
        date=ctx.today,
        mode="banktransfer",
        amount=Money(note.open_amount, note.currency_code).value,
        account_id=teller.cast.keys["bank_default"],
    )
    if customer.is_foreign:
        fields["exchange_rate"] = rate_on(teller.cast, customer.currency_code, ctx.today)
    create_refund(ctx, source=("creditnote", note_id), fields=fields)
