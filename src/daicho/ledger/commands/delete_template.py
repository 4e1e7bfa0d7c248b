"""Taking a template away."""

from daicho.kernel.context import Ctx
from daicho.ledger.commands._template_row import locked_template, values_of
from daicho.ledger.models import JournalTemplate
from daicho.platform.work import unit_of_work


def delete_template(ctx: Ctx, *, template_id: int) -> None:
    """Delete a template; the journals written from it stay. Raises NotFound."""
    ctx.require("journals.delete")
    with unit_of_work(ctx) as unit:
        row = locked_template(template_id)
        JournalTemplate.objects.filter(id=row.id).delete()
        unit.record("journal_template", template_id, "deleted", before=values_of(row))
