"""The books on the cash basis: what their sums have to be changed by, and the lines that are there instead."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.kernel.periods import Period
from daicho.reporting.core.cash_basis import Document, cash_changes, left_out, open_days
from daicho.reporting.core.statement import AccountRow
from daicho.reporting.queries._cash_documents import CashDocument, Wanted, cash_documents
from daicho.reporting.queries._cash_journals import JOURNAL, CashLine, cash_journals
from daicho.reporting.queries._cash_settlements import done_to_settlements
from daicho.reporting.queries._remembered import done_since
from daicho.reporting.queries.account_sums import DebitCredit, Sums


@dataclass(frozen=True)
class CashBasis:
    """What the cash basis changes in the books on the days that it was made for (`cash_basis`)."""

    documents: Sequence[CashDocument]
    journals: Sequence[CashLine]

    def until(self, day: date) -> Counter[int]:
        """Return account → by how much its balance at the end of `day` differs from the books (debit positive)."""
        sums: Counter[int] = Counter()
        for (first, last), document in self._open:
            if first <= day <= last:
                sums.subtract(left_out(document, day))
        for line in self.journals:
            if line.posted.day <= day:
                sums[line.posted.account_id] += line.posted.amount
        return sums

    def within(self, period: Period) -> Sums:
        """Return account → what has to be added to debits and credits of the books in `period`."""
        sums: Sums = defaultdict(DebitCredit)
        for line in self.lines(period):
            sums[line.posted.account_id] += DebitCredit(line.posted.debit, line.posted.credit)
        return sums

    def lines(self, period: Period) -> Iterator[CashLine]:
        """Yield the lines that the cash basis adds to the books in `period`, and those that it takes off."""
        return (line for line in self._lines if line.posted.day in period)

    @cached_property
    def _open(self) -> list[tuple[tuple[date, date], Document]]:
        return [(open_days(one.document), one.document) for one in self.documents]

    @cached_property
    def _lines(self) -> list[CashLine]:
        changes = [
            CashLine(one.ref, one.number, one.contact_id, posted)
            for one in self.documents
            for posted in cash_changes(one.document)
        ]
        return [*changes, *self.journals]


def cash_basis(ctx: Ctx, accounts: Iterable[AccountRow], wanted: Wanted, known_at: datetime | None) -> CashBasis:
    """Return what the cash basis changes on the days of `wanted`, as known at `known_at` (None: now)."""
    done = done_since(done_to_settlements() | Q(entity=JOURNAL), known_at) if known_at else []
    return CashBasis(cash_documents(accounts, wanted, known_at, done), cash_journals(ctx, known_at, done))
