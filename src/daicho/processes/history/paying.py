"""Payments made: what falls due on the same day is paid together, seldom late."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from daicho.documents.queries.settled_documents import settled_documents
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.payments.commands.create_payment import create_payment
from daicho.payments.core.fields import PaymentFields, UseFields
from daicho.payments.kinds import VENDOR_PAYMENT
from daicho.processes.history.cast import Party
from daicho.processes.history.settling import use_credits
from daicho.processes.history.teller import Teller
from daicho.processes.history.world import rate_on
from daicho.purchases.kinds import BILL


def pay_later(teller: Teller, ctx: Ctx, vendor: Party, bill_id: int) -> None:
    """Plan when a bill of today is paid."""
    due = teller.due(ctx, vendor)
    late = teller.dice("paying", due, vendor.place).choice((0, 0, 0, 0, 0, 0, 0, 0, 5, 12))
    day = max(due + timedelta(days=late), ctx.today)
    waiting = teller.bundle("paying", vendor, day)
    if not waiting:
        teller.at(day, partial(_pay, teller, vendor, day))
    waiting.append(bill_id)


def _pay(teller: Teller, vendor: Party, day: date, ctx: Ctx) -> None:
    bill_ids = teller.bundle("paying", vendor, day)
    use_credits(teller, ctx, vendor, ("bill", bill_ids[0]))
    bills = settled_documents(ctx, kind=BILL, ids=bill_ids).values()
    currency = vendor.currency_code or teller.cast.base_currency
    uses = [
        UseFields(target_id=bill.document_id, amount=Money(bill.open_amount, currency).value)
        for bill in bills
        if bill.open_amount
    ]
    if not uses:
        return
    fields = PaymentFields(
        contact_id=vendor.contact_id,
        date=ctx.today,
        mode="banktransfer",
        amount=sum((use["amount"] for use in uses), Decimal(0)),
        account_id=teller.cast.keys["bank_default"],
        uses=uses,
    )
    if vendor.is_foreign:
        fields["exchange_rate"] = rate_on(teller.cast, vendor.currency_code, ctx.today)
    create_payment(ctx, kind=VENDOR_PAYMENT, fields=fields)
