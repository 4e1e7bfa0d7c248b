"""Say whether a customer is reminded of an invoice."""

from daicho.documents.commands.locks import locked_header
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.sales.kinds import INVOICE


def set_invoice_reminders(ctx: Ctx, *, invoice_id: int, reminds: bool) -> None:
    """Let the customer be reminded of the invoice, or not. Raises NotFound."""
    ctx.require("invoices.edit")
    with unit_of_work(ctx) as unit:
        header = locked_header(INVOICE, invoice_id)
        INVOICE.header.objects.filter(id=invoice_id).update(reminds=reminds, modified_at=ctx.now)
        unit.record("invoice", invoice_id, "updated", before={"reminds": header.reminds}, after={"reminds": reminds})
