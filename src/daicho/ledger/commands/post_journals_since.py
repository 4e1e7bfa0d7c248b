"""Book journals anew from a day on."""

from datetime import date

from daicho.kernel.context import Ctx
from daicho.ledger.commands._journal_rows import lines_of, post_journal
from daicho.ledger.core.locks import Scope
from daicho.ledger.models import ManualJournal, ManualJournalLine
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.platform.work import unit_of_work


# tidy: allow unauthorised: part of the command that changes the organisation
# tidy: allow unaudited: the command that changes the organisation records
def post_journals_since(ctx: Ctx, *, since: date) -> None:
    """Make the books say what journals with tax from `since` on say by the rules of now.

    Raises RuleBroken (4310) where the day is locked.
    """
    with unit_of_work(ctx):
        check_open_day(ctx, scope=Scope.ACCOUNTS, days=[since])
        taxed = ManualJournalLine.objects.exclude(taxes="[]").values("journal_id")
        for row in ManualJournal.objects.filter(date__gte=since, id__in=taxed).order_by("date", "id"):
            post_journal(ctx, row, lines_of(row))
