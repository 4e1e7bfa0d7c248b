"""A journal once more."""

from daicho.kernel.context import Ctx
from daicho.ledger.commands._journal_rows import fields_of, lines_of, locked_journal
from daicho.ledger.commands.create_journal import create_journal
from daicho.platform.work import unit_of_work


def clone_journal(ctx: Ctx, *, journal_id: int) -> int:
    """Write the same journal again as a draft of today, and return its id. Raises NotFound, RuleBroken."""
    ctx.require("journals.create")
    with unit_of_work(ctx):
        row = locked_journal(journal_id)
        fields = fields_of(row, lines_of(row))
        fields["date"] = ctx.today
        fields["lines"] = [{**line, "line_id": None} for line in fields["lines"]]
        return create_journal(ctx, fields=fields, is_draft=True)
