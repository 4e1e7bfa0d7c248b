"""A template out of a journal."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, duplicate
from daicho.ledger.commands._journal_rows import fields_of, lines_of, locked_journal
from daicho.ledger.commands._template_row import content_text
from daicho.ledger.core.template import template_errors
from daicho.ledger.models import JournalTemplate
from daicho.organizations.commands.locks import locked_organization
from daicho.platform.work import unit_of_work


def create_template(ctx: Ctx, *, journal_id: int, name: str) -> int:
    """Keep what a journal says as a template, and return its id. Raises NotFound, InvalidInput (a name in use)."""
    ctx.require("journals.create")
    with unit_of_work(ctx) as unit:
        locked_organization(ctx)
        journal = locked_journal(journal_id)
        errors = list(template_errors({"name": name}))
        if JournalTemplate.objects.filter(name=name.strip()).exists():
            errors.append(duplicate("name", name.strip()))
        if errors:
            raise InvalidInput(errors)
        row = JournalTemplate(
            organization_id=ctx.organization_id,
            name=name.strip(),
            content=content_text(fields_of(journal, lines_of(journal))),
            created_at=ctx.now,
            modified_at=ctx.now,
        )
        row.save()
        unit.record("journal_template", row.id, "created", after={"name": row.name, "journal_id": journal_id})
        template_id: int = row.id
        return template_id
