"""A journal out of a template."""

from daicho.kernel.context import Ctx
from daicho.ledger.commands._template_row import content_fields, locked_template
from daicho.ledger.commands.create_journal import create_journal
from daicho.platform.work import unit_of_work


def use_template(ctx: Ctx, *, template_id: int) -> int:
    """Write what the template says as a draft of today, and return its id.

    Raises NotFound, InvalidInput and RuleBroken where the template names what has gone since.
    """
    ctx.require("journals.create")
    with unit_of_work(ctx):
        row = locked_template(template_id)
        return create_journal(ctx, fields=content_fields(row, ctx.today), is_draft=True)
