"""Putting a draft into the books."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.commands._journal_rows import fields_of, lines_of, locked_journal, post_journal, prepared
from daicho.ledger.core.locks import Scope
from daicho.ledger.core.rules import WRONG_STATE
from daicho.ledger.models import ManualJournal
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.platform.work import unit_of_work


def publish_journal(ctx: Ctx, *, journal_id: int) -> None:
    """Publish a draft: from now on it is in the books.

    Raises NotFound, RuleBroken (4314: published already; 4310: its day is locked; what changed since it was written,
    see `entered_lines`).
    """
    ctx.require("journals.edit")
    with unit_of_work(ctx) as unit:
        row = locked_journal(journal_id)
        if row.state == ManualJournal.State.PUBLISHED:
            raise RuleBroken(WRONG_STATE, _("The journal is published already."))
        lines = lines_of(row)
        prepared(ctx, fields_of(row, lines))
        check_open_day(ctx, scope=Scope.ACCOUNTS, days=[row.date])
        row.state, row.modified_at = ManualJournal.State.PUBLISHED, ctx.now
        ManualJournal.objects.filter(id=row.id).update(state=row.state, modified_at=ctx.now)
        post_journal(ctx, row, lines)
        unit.record("journal", journal_id, "published", before={"state": "draft"}, after={"state": "published"})
