"""Keep when a customer said to pay an invoice."""

from datetime import date

from daicho.documents.commands.locks import locked_header
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.sales.kinds import INVOICE
from daicho.sales.models import Invoice


def expect_payment(ctx: Ctx, *, invoice_id: int, day: date | None) -> None:
    """Keep the day on which the invoice's payment is expected, None for none. Raises NotFound."""
    ctx.require("invoices.edit")
    with unit_of_work(ctx) as unit:
        before = locked_header(INVOICE, invoice_id).payment_expected_on
        Invoice.objects.filter(id=invoice_id).update(payment_expected_on=day, modified_at=ctx.now)
        unit.record(
            "invoice", invoice_id, "updated",
            before={"payment_expected_on": before}, after={"payment_expected_on": day},
        )  # fmt: skip
