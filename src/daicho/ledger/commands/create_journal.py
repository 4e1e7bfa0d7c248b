"""A new journal."""

from daicho.kernel.context import Ctx
from daicho.ledger.commands._journal_rows import free_number, line_rows, post_journal, prepared, snapshot
from daicho.ledger.core.journal import JournalFields
from daicho.ledger.core.locks import Scope
from daicho.ledger.models import ManualJournal, ManualJournalLine
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work


def create_journal(ctx: Ctx, *, fields: JournalFields, is_draft: bool = False, reversal_of: int | None = None) -> int:
    """Write a journal, published (so in the books) unless `is_draft`; return its id.

    `reversal_of` names the journal that it takes back. Raises InvalidInput, RuleBroken (see `entered_lines`; 4310: the
    day is locked).
    """
    ctx.require("journals.create")
    with unit_of_work(ctx) as unit:
        ready = prepared(ctx, fields)
        if not is_draft:
            check_open_day(ctx, scope=Scope.ACCOUNTS, days=[fields["date"]])
        journal_id = new_id()
        custom = set_custom_values(
            ctx, entity="journal", entity_id=journal_id, given=fields.get("custom_fields"), is_new=True
        )
        row = ManualJournal(
            id=journal_id,
            organization_id=ctx.organization_id,
            number=free_number(ctx, fields),
            state=ManualJournal.State.DRAFT if is_draft else ManualJournal.State.PUBLISHED,
            reversal_of_id=reversal_of,
            created_by_id=ctx.actor.user_id,
            created_at=ctx.now,
            modified_at=ctx.now,
            **ready.columns,
        )
        lines = line_rows(ctx, row, ready.lines)
        ManualJournal.objects.bulk_create([row])
        ManualJournalLine.objects.bulk_create(lines)
        post_journal(ctx, row, lines, is_new=True)
        unit.record("journal", journal_id, "created", after={**snapshot(row, lines), **custom})
    return journal_id
