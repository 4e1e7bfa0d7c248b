"""Void or delete a document that is paid or credited, in one step (behaviour.md 3.3)."""

from typing import Literal

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.core.state import Action
from daicho.kernel.context import Ctx
from daicho.payments.commands.delete_payment import delete_payment
from daicho.payments.commands.locks import hold
from daicho.payments.commands.remove_use import remove_use
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import DOCUMENTS, PAYMENT_KINDS
from daicho.payments.queries.uses import uses_of
from daicho.platform.work import unit_of_work


# tidy: allow unaudited: the commands that it is made of record
def take_back_document(ctx: Ctx, *, ref: Ref, how: Literal["void", "delete"], with_payments: bool) -> None:
    """Take off what settles the document, and void or delete it; its payments stay as unused credit, or go too.

    Credits are never deleted: they are open again. Raises what the commands raise that it is made of: NotFound,
    RuleBroken (4653: something of a payment is given back; 4310: a locked day).
    """
    ctx.require("payments.delete")
    kind, document_id = DOCUMENTS[ref[0]], ref[1]
    with unit_of_work(ctx):
        uses = uses_of(ctx, targets=[ref])
        hold({ref, *(use.source for use in uses)})
        gone = {use.source for use in uses if with_payments and use.source[0] in PAYMENT_KINDS}
        for use in uses:
            if use.source not in gone:
                remove_use(ctx, use_id=use.use_id)
        for name, payment_id in sorted(gone):
            delete_payment(ctx, kind=PAYMENT_KINDS[name], payment_id=payment_id)
        if how == "void":
            change_state(ctx, kind=kind, document_id=document_id, action=Action.VOID)
        else:
            delete_document(ctx, kind=kind, document_id=document_id)
