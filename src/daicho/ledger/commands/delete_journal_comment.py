"""Taking a note about a journal away."""

from daicho.kernel.context import Ctx
from daicho.ledger.queries.journal_detail import journal_detail
from daicho.platform.comments import delete_comment
from daicho.platform.work import unit_of_work


# tidy: allow unaudited: delete_comment records
def delete_journal_comment(ctx: Ctx, *, journal_id: int, comment_id: int) -> None:
    """Delete a note about a journal. Raises NotFound."""
    ctx.require("journals.edit")
    with unit_of_work(ctx):
        journal_detail(ctx, journal_id=journal_id)
        delete_comment(ctx, entity="journal", entity_id=journal_id, comment_id=comment_id)
