"""A file kept with a journal."""

from daicho.kernel.context import Ctx
from daicho.ledger.queries.journal_detail import journal_detail
from daicho.platform.attachments import attach_file
from daicho.platform.work import unit_of_work


# tidy: allow unaudited: attach_file records
def attach_to_journal(ctx: Ctx, *, journal_id: int, name: str, content: bytes) -> None:
    """Keep a file with a journal. Raises NotFound, InvalidInput."""
    ctx.require("journals.edit")
    with unit_of_work(ctx):
        journal_detail(ctx, journal_id=journal_id)
        attach_file(ctx, entity="journal", entity_id=journal_id, name=name, content=content)
