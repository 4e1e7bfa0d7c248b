"""Changing a journal."""

from daicho.kernel.context import Ctx
from daicho.ledger.commands._journal_rows import (
    fields_of,
    line_rows,
    lines_of,
    locked_journal,
    post_journal,
    prepared,
    snapshot,
)
from daicho.ledger.core.journal import JournalFields
from daicho.ledger.core.locks import Scope
from daicho.ledger.models import ManualJournal, ManualJournalLine
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.work import unit_of_work


def update_journal(ctx: Ctx, *, journal_id: int, fields: JournalFields) -> None:
    """Change a journal; absent keys stay, and the books follow a published one.

    Another currency without a rate takes the rate of its day. Raises NotFound, InvalidInput, RuleBroken (see
    `entered_lines`; 4310: its day, old or new, is locked).
    """
    ctx.require("journals.edit")
    with unit_of_work(ctx) as unit:
        row = locked_journal(journal_id)
        old_lines = lines_of(row)
        before, old_day = snapshot(row, old_lines), row.date
        current = fields_of(row, old_lines)
        if fields.get("currency_code", row.currency_code) != row.currency_code:
            current["exchange_rate"] = None
        whole: JournalFields = {**current, **fields}
        ready = prepared(ctx, whole, old=old_lines)
        if row.state == ManualJournal.State.PUBLISHED:
            check_open_day(ctx, scope=Scope.ACCOUNTS, days=[old_day, whole["date"]])
        for name, value in ready.columns.items():
            setattr(row, name, value)
        row.modified_at = ctx.now
        lines = line_rows(ctx, row, ready.lines)
        ManualJournalLine.objects.filter(journal_id=row.id).delete()
        ManualJournalLine.objects.bulk_create(lines)
        ManualJournal.objects.bulk_update([row], [*ready.columns, "modified_at"])
        custom = set_custom_values(
            ctx, entity="journal", entity_id=journal_id, given=fields.get("custom_fields"), is_new=False
        )
        post_journal(ctx, row, lines)
        unit.record("journal", journal_id, "updated", before=before, after={**snapshot(row, lines), **custom})
