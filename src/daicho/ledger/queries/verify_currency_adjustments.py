"""Proof that base currency adjustments are in the books as they say, and taken back on the next day."""

from collections.abc import Iterator

from daicho.kernel.context import Ctx
from daicho.ledger.core.currency_adjustment import SOURCE_KIND, adjustment_lines
from daicho.ledger.core.posting import Source, difference
from daicho.ledger.models import CurrencyAdjustment, JournalEntry
from daicho.ledger.queries.exchange_accounts import exchange_accounts
from daicho.ledger.queries.posted_lines import posted_lines
from daicho.ledger.queries.revaluations import revaluations
from daicho.platform.verification import Mismatch


def verify_currency_adjustments(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield every adjustment whose postings differ from it, and postings of one that is no more."""
    known = {row.id: row for row in CurrencyAdjustment.objects.all()}
    entries = JournalEntry.objects.filter(source_kind=SOURCE_KIND)
    posted = set(entries.values_list("source_id", flat=True))
    accounts = exchange_accounts(ctx) if known else None
    for adjustment_id in sorted(known.keys() | posted):
        row = known.get(adjustment_id)
        wanted = []
        if row and accounts:
            wanted = adjustment_lines(revaluations(ctx, adjustment_id=row.id), row.date, row.currency_code, accounts)
        missing = difference(posted_lines(ctx, source=Source(SOURCE_KIND, adjustment_id, "")), wanted)
        if missing:
            yield Mismatch("currency adjustments", str(adjustment_id), f"{len(missing)} lines differ from the books")
