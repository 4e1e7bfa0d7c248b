"""Write off what a customer will never pay."""

from datetime import date

from daicho.documents.commands.locks import locked_header
from daicho.documents.commands.settle_documents import settle_documents
from daicho.documents.core.rules import WRONG_STATE
from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.core.conversion import settled_base
from daicho.ledger.core.locks import Scope
from daicho.ledger.core.posting import Amount
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.platform.work import unit_of_work
from daicho.sales.commands.post_invoices import post_invoices
from daicho.sales.core.rules import NOTHING_OPEN, WRITTEN_OFF
from daicho.sales.kinds import INVOICE


def write_off_invoice(ctx: Ctx, *, invoice_id: int, day: date | None = None) -> None:
    """Book the rest of an invoice as bad debt on `day` (today); it is closed then.

    Raises NotFound, RuleBroken (4700: it is not sent; 4801: nothing is open; 4811: a part is written
    off; 4310: a locked day).
    """
    ctx.require("invoices.edit")
    with unit_of_work(ctx):
        header = locked_header(INVOICE, invoice_id)
        if header.state != State.OPEN:
            raise RuleBroken(WRONG_STATE, _("%(number)s is not open."), {"number": header.number})
        rest = header.total_minor - header.applied_minor
        if not rest:
            raise RuleBroken(NOTHING_OPEN, _("Nothing of this invoice is open."))
        if header.written_off_minor:
            message = _("A part of %(number)s is written off already; cancel that first.")
            raise RuleBroken(WRITTEN_OFF, message, {"number": header.number})
        on = max(day or ctx.today, header.date)
        check_open_day(ctx, scope=Scope.SALES, days=[on])
        base = settled_base(Amount(header.base_total_minor, header.total_minor), [header.applied_minor, rest])[1]
        settle_documents(ctx, kind=INVOICE, changes={invoice_id: rest})
        INVOICE.header.objects.filter(id=invoice_id).update(
            written_off_minor=rest, written_off_base_minor=base, written_off_on=on
        )
        post_invoices(ctx, [invoice_id])
