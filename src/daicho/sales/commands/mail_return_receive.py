"""Mail the receipt of returned goods to the customer who sent them back."""

from functools import partial

from daicho.documents.core.letter import LetterFields
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.sales.commands._mailed_slip import mail_slip
from daicho.sales.core.sales_return import RECEIVE_ENTITY
from daicho.sales.papers.return_slips import return_receive_pdf
from daicho.sales.queries.return_receive_detail import return_receive_detail


def mail_return_receive(ctx: Ctx, *, receive_id: int, letter: LetterFields) -> int:
    """Queue the letter with the receipt; return the message's id. Raises NotFound, InvalidInput."""
    ctx.require("salesreturns.edit")
    with unit_of_work(ctx):
        return_receive_detail(ctx, receive_id=receive_id)
        paper = partial(return_receive_pdf, ctx, receive_id=receive_id)
        return mail_slip(ctx, entity=RECEIVE_ENTITY, entity_id=receive_id, letter=letter, paper=paper)
