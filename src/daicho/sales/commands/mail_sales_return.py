"""Mail the slip of a sales return to its customer."""

from functools import partial

from daicho.documents.core.letter import LetterFields
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.sales.commands._mailed_slip import mail_slip
from daicho.sales.commands._return import locked_return
from daicho.sales.core.sales_return import ENTITY
from daicho.sales.papers.return_slips import sales_return_pdf


def mail_sales_return(ctx: Ctx, *, return_id: int, letter: LetterFields) -> int:
    """Queue the letter with the return slip and the files that go with mail; return the message's id.

    Raises NotFound, InvalidInput.
    """
    ctx.require("salesreturns.edit")
    with unit_of_work(ctx):
        locked_return(return_id)
        paper = partial(sales_return_pdf, ctx, return_ids=[return_id])
        return mail_slip(ctx, entity=ENTITY, entity_id=return_id, letter=letter, paper=paper)
