"""Changing a template, and when it is written by itself."""

from datetime import date

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, duplicate
from daicho.ledger.commands._template_row import FIELDS, locked_template, values_of
from daicho.ledger.core.template import TemplateFields, next_occurrence, template_errors
from daicho.ledger.models import JournalTemplate
from daicho.organizations.commands.locks import locked_organization
from daicho.platform.work import unit_of_work


def update_template(ctx: Ctx, *, template_id: int, fields: TemplateFields) -> None:
    """Change a template; absent keys stay. A changed rhythm begins anew: what it wrote stays and is not written again.

    Raises NotFound, InvalidInput.
    """
    ctx.require("journals.edit")
    with unit_of_work(ctx) as unit:
        locked_organization(ctx)
        row = locked_template(template_id)
        before = values_of(row)
        rhythm = (row.start_date, row.repeat_every, row.repeat_unit)
        whole: TemplateFields = {
            "name": fields.get("name", row.name),
            "repeat_unit": fields.get("repeat_unit", row.repeat_unit),
            "repeat_every": fields.get("repeat_every", row.repeat_every),
            "start_date": fields.get("start_date", row.start_date),
            "end_date": fields.get("end_date", row.end_date),
            "is_draft": fields.get("is_draft", row.is_draft),
        }
        errors = list(template_errors(whole))
        if JournalTemplate.objects.filter(name=whole["name"].strip()).exclude(id=row.id).exists():
            errors.append(duplicate("name", whole["name"].strip()))
        if errors:
            raise InvalidInput(errors)
        row.name, row.repeat_unit = whole["name"].strip(), whole["repeat_unit"]
        row.repeat_every = whole["repeat_every"] if row.repeat_unit else 0
        row.start_date = whole["start_date"] if row.repeat_unit else None
        row.end_date, row.is_draft = whole["end_date"], whole["is_draft"]
        if (row.start_date, row.repeat_every, row.repeat_unit) != rhythm:
            row.next_date = _first(row, ctx.today)
        row.problem, row.modified_at = "", ctx.now
        JournalTemplate.objects.bulk_update([row], [*FIELDS, "problem", "modified_at"])
        unit.record("journal_template", row.id, "updated", before=before, after=values_of(row))


def _first(row: JournalTemplate, today: date) -> date | None:
    """Return the first day of a new rhythm: its start, or where that is past, the next one that is not."""
    if not row.start_date or row.start_date >= today:
        return row.start_date
    return next_occurrence(row.start_date, row.repeat_every, row.repeat_unit, date.fromordinal(today.toordinal() - 1))
