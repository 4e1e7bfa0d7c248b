"""Take a closing back: the period is open again, and the difference of tax is not posted any more."""

from daicho.closings.commands._difference import with_every_right
from daicho.closings.commands._write import ENTITY
from daicho.closings.core.rules import CANCELLED, NOT_THE_LATEST
from daicho.closings.models import ClosingStatement, ClosingStatementLine
from daicho.contacts.commands.locks import locked_contact
from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound, RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work
from daicho.sales.kinds import CREDIT_NOTE, INVOICE

_KINDS = {kind.entity: kind for kind in (INVOICE, CREDIT_NOTE)}


def cancel_closing(ctx: Ctx, *, statement_id: int) -> None:
    """Cancel a customer's latest statement (締切取消); it stays to be seen, and its number is not used again.

    Raises NotFound, RuleBroken (4692: a later one stands on it; 4694: it is cancelled; 4711: something was paid of the
    difference of tax; 4310: a locked day).
    """
    ctx.require("invoices.delete")
    with unit_of_work(ctx) as unit:
        known = ClosingStatement.objects.filter(id=statement_id).values_list("contact_id", flat=True).first()
        if known is None:
            raise NotFound(_("Closing statement does not exist."))
        locked_contact(ctx, known)
        statement = ClosingStatement.objects.get(id=statement_id)
        if statement.state != "closed":
            raise RuleBroken(CANCELLED, _("%(number)s is cancelled already."), {"number": statement.number})
        later = ClosingStatement.objects.filter(contact_id=known, state="closed")
        if later.filter(closing_date__gt=statement.closing_date).exists():
            raise RuleBroken(NOT_THE_LATEST, _("A later closing statement carries this balance on; cancel that first."))
        ClosingStatement.objects.filter(id=statement_id).update(state="cancelled", modified_at=ctx.now)
        _void_differences(ctx, statement_id)
        unit.record(ENTITY, statement_id, "cancelled", before={"state": "closed"}, after={"state": "cancelled"})


def _void_differences(ctx: Ctx, statement_id: int) -> None:
    made = ClosingStatementLine.objects.filter(statement_id=statement_id, is_difference=True).order_by("position")
    for kind, document_id in made.values_list("source_kind", "source_id"):
        change_state(with_every_right(ctx), kind=_KINDS[kind], document_id=document_id, action=Action.VOID)
