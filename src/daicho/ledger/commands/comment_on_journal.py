"""A note about a journal."""

from daicho.kernel.context import Ctx
from daicho.ledger.queries.journal_detail import journal_detail
from daicho.platform.comments import CommentView, add_comment
from daicho.platform.work import unit_of_work


# tidy: allow unaudited: add_comment records
def comment_on_journal(ctx: Ctx, *, journal_id: int, description: str) -> CommentView:
    """Add a note to a journal. Raises NotFound, InvalidInput."""
    ctx.require("journals.view")
    with unit_of_work(ctx):
        journal_detail(ctx, journal_id=journal_id)
        return add_comment(ctx, entity="journal", entity_id=journal_id, description=description)
