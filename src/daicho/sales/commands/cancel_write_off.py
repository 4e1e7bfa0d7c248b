"""Take back that an invoice was written off."""

from daicho.documents.commands.locks import locked_header
from daicho.documents.commands.settle_documents import settle_documents
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.platform.work import unit_of_work
from daicho.sales.commands.post_invoices import post_invoices
from daicho.sales.core.rules import NOT_WRITTEN_OFF
from daicho.sales.kinds import INVOICE


def cancel_write_off(ctx: Ctx, *, invoice_id: int) -> None:
    """Make what was written off open again. Raises NotFound, RuleBroken (4802: nothing was; 4310: a locked day)."""
    ctx.require("invoices.edit")
    with unit_of_work(ctx):
        header = locked_header(INVOICE, invoice_id)
        lost = header.written_off_minor
        if not lost:
            raise RuleBroken(NOT_WRITTEN_OFF, _("This invoice is not written off."))
        check_open_day(ctx, scope=Scope.SALES, days=[header.written_off_on])
        INVOICE.header.objects.filter(id=invoice_id).update(
            written_off_minor=0, written_off_base_minor=0, written_off_on=None
        )
        settle_documents(ctx, kind=INVOICE, changes={invoice_id: -lost})
        post_invoices(ctx, [invoice_id])
