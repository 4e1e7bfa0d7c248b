"""Record what was paid together with a new invoice, at the till as it were."""

from collections.abc import Sequence

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.locks import locked_header
from daicho.documents.core.state import Action
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.payments.commands.create_payment import create_payment
from daicho.payments.core.fields import PaymentFields
from daicho.payments.kinds import CUSTOMER_PAYMENT
from daicho.platform.work import unit_of_work


def pay_at_once(ctx: Ctx, *, invoice_id: int, payments: Sequence[PaymentFields]) -> None:
    """Send the invoice and settle it by these payments, of its day; what is more than open stays unused.

    Raises NotFound, InvalidInput, RuleBroken (see `create_payment`).
    """
    ctx.require("payments.create")
    kind = CUSTOMER_PAYMENT.target
    with unit_of_work(ctx):
        change_state(ctx, kind=kind, document_id=invoice_id, action=Action.OPEN)
        for payment in payments:
            invoice = locked_header(kind, invoice_id)
            open_amount = Money(invoice.total_minor - invoice.applied_minor, invoice.currency_code).value
            used = min(payment.get("amount", open_amount), open_amount)
            fields: PaymentFields = {
                "contact_id": invoice.contact_id,
                "date": invoice.date,
                "uses": [{"target_id": invoice_id, "amount": used}] if used > 0 else [],
                **payment,
            }
            create_payment(ctx, kind=CUSTOMER_PAYMENT, fields=fields)
