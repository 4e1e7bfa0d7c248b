"""Say that the goods of an invoice without an order left, or did not (behaviour.md 2.8)."""

from daicho.documents.commands.locks import locked_header
from daicho.documents.core.state import COUNTING, State
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.platform.work import unit_of_work
from daicho.sales.commands.post_invoices import post_invoices
from daicho.sales.core.rules import HAS_ORDER, WAS_RETURNED
from daicho.sales.kinds import INVOICE
from daicho.sales.models import SalesReturn


def mark_invoice_shipped(ctx: Ctx, *, invoice_id: int, is_shipped: bool = True) -> None:
    """Let the invoice move the physical stock as well, or no longer.

    Raises NotFound, RuleBroken (4803: it has lines of an order, whose goods leave by shipments; 4825: some of its goods
    are on a sales return; 4310: a locked day).
    """
    ctx.require("invoices.edit")
    with unit_of_work(ctx) as unit:
        header = locked_header(INVOICE, invoice_id)
        if header.is_shipped == is_shipped:
            return
        if INVOICE.line.objects.filter(document_id=invoice_id, source_line_id__isnull=False).exists():
            raise RuleBroken(HAS_ORDER, _("Goods of a sales order leave by its shipments."))
        if not is_shipped and SalesReturn.objects.filter(invoice_id=invoice_id).exists():
            raise RuleBroken(WAS_RETURNED, _("Goods that are on a sales return stay shipped; delete the return first."))
        INVOICE.header.objects.filter(id=invoice_id).update(is_shipped=is_shipped, modified_at=ctx.now)
        if State(header.state) in COUNTING:
            check_open_day(ctx, scope=Scope.SALES, days=[header.date])
            post_invoices(ctx, [invoice_id])
        unit.record(
            "invoice", invoice_id, "updated",
            before={"is_shipped": header.is_shipped}, after={"is_shipped": is_shipped},
        )  # fmt: skip
