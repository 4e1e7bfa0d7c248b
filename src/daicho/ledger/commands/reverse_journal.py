"""Taking a journal back by another."""

from datetime import date

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.commands._journal_rows import fields_of, lines_of, locked_journal
from daicho.ledger.commands.create_journal import create_journal
from daicho.ledger.core.account_type import Side
from daicho.ledger.core.journal import JournalLineFields
from daicho.ledger.core.rules import REVERSED_ALREADY, WRONG_STATE
from daicho.ledger.models import ManualJournal
from daicho.platform.work import unit_of_work


def reverse_journal(ctx: Ctx, *, journal_id: int, day: date) -> int:
    """Write and publish the journal that takes this one back on `day`; return its id.

    Raises NotFound, RuleBroken (4314: a draft is not in the books; 4315: it is reversed already; 4310: the day is
    locked).
    """
    ctx.require("journals.create")
    with unit_of_work(ctx) as unit:
        row = locked_journal(journal_id)
        if row.state != ManualJournal.State.PUBLISHED:
            raise RuleBroken(WRONG_STATE, _("A draft is not in the books: there is nothing to reverse."))
        if ManualJournal.objects.filter(reversal_of_id=row.id).exists():
            raise RuleBroken(REVERSED_ALREADY, _("The journal is reversed already."))
        fields = fields_of(row, lines_of(row))
        fields["lines"] = [_mirrored(line) for line in fields["lines"]]
        fields["date"] = day
        fields["reference"] = row.reference or row.number
        reversal_id = create_journal(ctx, fields=fields, reversal_of=row.id)
        unit.record("journal", journal_id, "reversed", after={"reversal_id": reversal_id})
    return reversal_id


def _mirrored(line: JournalLineFields) -> JournalLineFields:
    side = Side.CREDIT if line["side"] is Side.DEBIT else Side.DEBIT
    return {**line, "line_id": None, "side": side}
