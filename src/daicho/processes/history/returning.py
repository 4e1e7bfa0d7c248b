"""Goods that come back: sales returns, credit notes, and money that is given back."""

from dataclasses import dataclass
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
from daicho.sales.commands.create_sales_return import create_sales_return
from daicho.sales.commands.credit_invoice import credit_invoice
from daicho.sales.commands.credit_sales_return import credit_sales_return
from daicho.sales.commands.receive_sales_return import receive_sales_return
from daicho.sales.core.sales_return import ReturnLineFields
from daicho.sales.kinds import CREDIT_NOTE, INVOICE

_RARE = 45
"""In a thousand invoices."""
_WITHOUT_RETURN = 3
"""One in so many times, goods are credited without a sales return."""


def may_come_back(teller: Teller, ctx: Ctx, customer: Party, invoice_id: int) -> None:
    """Let some of an invoice's goods come back some days later, of one invoice in twenty."""
    dice = teller.dice("returning", ctx.today, teller.next("returning"))
    if chance(dice, _RARE) or teller.never("returned"):
        teller.at(ctx.today + timedelta(days=dice.randint(3, 15)), partial(_come_back, teller, customer, invoice_id))


@dataclass(frozen=True, slots=True)
class _Coming:
    """What comes back of one line of an invoice."""

    customer: Party
    item_id: int
    quantity: int


def _come_back(teller: Teller, customer: Party, invoice_id: int, ctx: Ctx) -> None:
    view = document_view(ctx, kind=INVOICE, document_id=invoice_id, with_files=False, with_custom=False)
    line = max((line for line in view.lines if line.is_tracked), key=lambda line: line.quantity.micro, default=None)
    if line is None:
        return
    teller.once("returned")
    coming = _Coming(customer, line.item_id or 0, max(int(line.quantity.value) // 4, 1))
    if teller.cast.in_inventory and teller.next("return") % _WITHOUT_RETURN:
        is_broken = line.quantity.value > coming.quantity and teller.next("announced") % 2
        parts = {"quantity": Decimal(coming.quantity), "credit_only": Decimal(int(is_broken))}
        _announce(teller, ctx, coming, invoice_id, {"source_line_id": line.line_id, **parts})  # type: ignore[typeddict-item]
        return
    note_id = credit_invoice(
        ctx,
        invoice_id=invoice_id,
        quantities={line.line_id: Decimal(coming.quantity)},
        fields={"notes": _reason(teller)},
    )
    _credited(teller, ctx, coming, note_id)


def _announce(teller: Teller, ctx: Ctx, coming: _Coming, invoice_id: int, line: ReturnLineFields) -> None:
    """Agree to a return; of every other one a piece is too bad to be sent back, and is credited only."""
    return_id = create_sales_return(
        ctx, invoice_id=invoice_id, fields={"date": ctx.today, "reason": _reason(teller), "lines": [line]}
    )
    teller.at(ctx.today + timedelta(days=4), partial(_receive, teller, coming, return_id))


def _receive(teller: Teller, coming: _Coming, return_id: int, ctx: Ctx) -> None:
    receive_sales_return(ctx, return_id=return_id, fields={"date": ctx.today})
    teller.at(ctx.today + timedelta(days=1), partial(_credit, teller, coming, return_id))


def _credit(teller: Teller, coming: _Coming, return_id: int, ctx: Ctx) -> None:
    note_id = credit_sales_return(ctx, return_id=return_id, fields={"date": ctx.today, "notes": _reason(teller)})
    _credited(teller, ctx, coming, note_id)


def _reason(teller: Teller) -> str:
    return teller.cast.say("品質不良のため", "Damaged on arrival")


def _credited(teller: Teller, ctx: Ctx, coming: _Coming, note_id: int) -> None:
    """Have the goods to sell again; the credit is used for what is bought next, or given back."""
    teller.stock[coming.item_id] += coming.quantity
    give_back = partial(_give_back, teller, coming.customer, note_id)
    if teller.never("refunded"):
        give_back(ctx)
        return
    teller.with_credit.add(coming.customer)
    if chance(teller.dice("refunding", ctx.today, coming.customer.place), 350):
        teller.at(ctx.today + timedelta(days=6), give_back)


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
    teller.once("refunded")
    create_refund(ctx, source=("creditnote", note_id), fields=fields)
