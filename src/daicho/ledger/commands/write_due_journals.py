"""Journals that are due are written by themselves."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.ledger.commands._template_row import content_fields, locked_template
from daicho.ledger.commands.create_journal import create_journal
from daicho.ledger.core.template import next_occurrence
from daicho.ledger.models import JournalTemplate
from daicho.platform.text import sentence
from daicho.platform.work import unit_of_work


def write_due_journals(ctx: Ctx) -> int:
    """Write every journal of the organisation that is due by today, and return how many.

    Days that were missed are made up one by one, each in a transaction of its own, so that a repeated call writes
    nothing twice. What a rule refuses (a locked day, an inactive account) is noted at the template and tried again
    with the next call.
    """
    ctx.require("journals.create")
    with unit_of_work(ctx):
        due = list(JournalTemplate.objects.filter(next_date__lte=ctx.today).order_by("id").values_list("id", flat=True))
    return sum(_catch_up(ctx, template_id) for template_id in due)


def _catch_up(ctx: Ctx, template_id: int) -> int:
    written = 0
    while True:
        try:
            if not _write_one(ctx, template_id):
                return written
        except (InvalidInput, RuleBroken) as error:
            with unit_of_work(ctx):
                JournalTemplate.objects.filter(id=template_id).update(problem=sentence(error)[:500])
            return written
        written += 1


def _write_one(ctx: Ctx, template_id: int) -> bool:
    """Write the next journal of a template; tell whether one was due."""
    with unit_of_work(ctx) as unit:
        row = locked_template(template_id)
        day, start = row.next_date, row.start_date
        if day is None or start is None or day > ctx.today:
            return False
        journal_id = create_journal(ctx, fields=content_fields(row, day), is_draft=row.is_draft)
        following = next_occurrence(start, row.repeat_every, row.repeat_unit, day)
        row.next_date = None if row.end_date and following > row.end_date else following
        JournalTemplate.objects.filter(id=row.id).update(next_date=row.next_date, problem="")
        unit.record("journal_template", row.id, "written", after={"journal_id": journal_id, "day": day})
        return True
