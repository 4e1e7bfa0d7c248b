"""Deleting a journal."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.commands._journal_rows import lines_of, locked_journal, snapshot
from daicho.ledger.commands.post import post
from daicho.ledger.core.locks import Scope
from daicho.ledger.core.posting import Source
from daicho.ledger.core.rules import HAS_DEPENDANTS
from daicho.ledger.models import ManualJournal, ManualJournalLine
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.platform.attachments import drop_attachments
from daicho.platform.comments import drop_comments
from daicho.platform.custom_fields import drop_custom_values
from daicho.platform.work import unit_of_work


def delete_journal(ctx: Ctx, *, journal_id: int) -> None:
    """Delete a journal; what it posted is taken back.

    Raises NotFound, RuleBroken (36: another journal reverses it; 4310: its day is locked).
    """
    ctx.require("journals.delete")
    with unit_of_work(ctx) as unit:
        row = locked_journal(journal_id)
        if ManualJournal.objects.filter(reversal_of_id=row.id).exists():
            raise RuleBroken(HAS_DEPENDANTS, _("Another journal reverses this one; delete that first."))
        if row.state == ManualJournal.State.PUBLISHED:
            check_open_day(ctx, scope=Scope.ACCOUNTS, days=[row.date])
        before = snapshot(row, lines_of(row))
        post(ctx, source=Source("journal", row.id, row.number), wanted=[])
        for drop in (drop_attachments, drop_comments, drop_custom_values):
            drop(ctx, entity="journal", entity_id=row.id)
        ManualJournalLine.objects.filter(journal_id=row.id).delete()
        ManualJournal.objects.filter(id=row.id).delete()
        unit.record("journal", journal_id, "deleted", before=before)
