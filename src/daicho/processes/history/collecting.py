"""Payments received: in time, late, in parts, hardly ever; in advance."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from daicho.documents.queries.settled_documents import settled_documents
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.payments.commands.create_payment import create_payment
from daicho.payments.core.fields import PaymentFields, UseFields
from daicho.payments.kinds import CUSTOMER_PAYMENT
from daicho.processes.history.cast import Manner, Party
from daicho.processes.history.settling import use_credits
from daicho.processes.history.teller import Teller, chance
from daicho.processes.history.world import rate_on
from daicho.sales.commands.write_off_invoice import write_off_invoice
from daicho.sales.kinds import INVOICE

_MODES = ("banktransfer", "banktransfer", "banktransfer", "creditcard", "cash")
_FEES = {"JPY": Decimal(440), "USD": Decimal(15), "CAD": Decimal(15)}


def collect(teller: Teller, ctx: Ctx, customer: Party, invoice_id: int) -> None:
    """Plan when an invoice of today is paid; what falls due on the same day is paid together. The first is at once."""
    if teller.once("collected"):
        total = settled_documents(ctx, kind=INVOICE, ids=[invoice_id])[invoice_id].open_amount
        _pay(teller, ctx, customer, teller.dice("collecting", ctx.today), {invoice_id: total or 0})
        return
    due = teller.due(ctx, customer)
    day = due + timedelta(days=_delay(customer, teller.dice("collecting", due, customer.place)))
    _wait(teller, customer, max(day, ctx.today), [invoice_id])


def _delay(customer: Party, dice: Random) -> int:
    """Return how many days after the due day a customer pays."""
    if customer.manner is Manner.LATE:
        return dice.randint(4, 45)
    if customer.manner is Manner.HARDLY:
        return dice.randint(40, 95)
    return dice.choice((-4, -1, 0, 0, 0, 0, 1, 3))


def _wait(teller: Teller, customer: Party, day: date, invoice_ids: list[int]) -> None:
    waiting = teller.bundle("collecting", customer, day)
    if not waiting:
        teller.at(day, partial(_receive, teller, customer, day))
    waiting += invoice_ids


def _receive(teller: Teller, customer: Party, day: date, ctx: Ctx) -> None:
    dice = teller.dice("receiving", day, customer.place)
    invoice_ids = teller.bundle("collecting", customer, day)
    use_credits(teller, ctx, customer, ("invoice", invoice_ids[0]))
    invoices = settled_documents(ctx, kind=INVOICE, ids=invoice_ids)
    due = {each.document_id: each.open_amount for each in invoices.values() if each.open_amount}
    if due and customer.manner is Manner.HARDLY and chance(dice, 300):
        lost = min(due)
        teller.at(ctx.today + timedelta(days=60), partial(_write_off, lost))
        del due[lost]
    if due and customer.manner is Manner.IN_PARTS and chance(dice, 600):
        _wait(teller, customer, ctx.today + timedelta(days=dice.randint(20, 40)), list(due))
        due = {invoice_id: amount // 2 for invoice_id, amount in due.items() if amount > 1}
    if due:
        _pay(teller, ctx, customer, dice, due)


def _pay(teller: Teller, ctx: Ctx, customer: Party, dice: Random, amounts: Mapping[int, int]) -> None:
    """Record what a customer pays of these invoices, in minor units."""
    currency = customer.currency_code or teller.cast.base_currency
    uses = [
        UseFields(target_id=invoice_id, amount=Money(amount, currency).value) for invoice_id, amount in amounts.items()
    ]
    paid = sum((use["amount"] for use in uses), Decimal(0))
    fields = _fields(teller, ctx, customer, paid)
    fields["uses"] = uses
    fields["mode"] = "banktransfer" if customer.is_foreign else dice.choice(_MODES)
    fee = _FEES.get(currency, Decimal(0))
    if fields["mode"] == "banktransfer" and chance(dice, 200) and paid > 4 * fee:
        fields["fees"] = fee
    if chance(dice, 10):
        fields["amount"] = paid + Decimal(round(paid, -2)) / 10 + 1  # more than asked for: an advance
        teller.with_credit.add(customer)
    create_payment(ctx, kind=CUSTOMER_PAYMENT, fields=fields)


def _fields(teller: Teller, ctx: Ctx, customer: Party, amount: Decimal) -> PaymentFields:
    fields = PaymentFields(
        contact_id=customer.contact_id, date=ctx.today, amount=amount, account_id=teller.cast.keys["bank_default"]
    )
    if customer.is_foreign:
        fields["exchange_rate"] = rate_on(teller.cast, customer.currency_code, ctx.today)
    return fields


def prepay(
    teller: Teller, ctx: Ctx, customer: Party, amount: Money, *, retainer_id: int | None = None
) -> None:  # fmt: skip
    """Let a customer pay something in advance, where it was asked for by a retainer invoice, or not."""
    fields = _fields(teller, ctx, customer, amount.value)
    fields["description"] = teller.cast.say("前受金", "Paid in advance")
    fields["retainer_id"] = retainer_id
    create_payment(ctx, kind=CUSTOMER_PAYMENT, fields=fields)
    teller.with_credit.add(customer)


def _write_off(invoice_id: int, ctx: Ctx) -> None:
    invoice = settled_documents(ctx, kind=INVOICE, ids=[invoice_id])[invoice_id]
    if invoice.open_amount:
        write_off_invoice(ctx, invoice_id=invoice_id)
