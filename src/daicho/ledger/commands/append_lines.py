"""Writing lines into the books; nobody else does."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from daicho.kernel.context import Ctx
from daicho.ledger.core.posting import Batch, Line
from daicho.ledger.models import AccountBalance, JournalEntry, JournalLine
from daicho.platform.db.bulk import Bulk
from daicho.platform.db.ids import new_id

_ENTRY = (
    "id", "day", "recorded_at", "part", "source_kind", "source_id", "source_number", "cause_kind", "cause_id",
    "wanted_day", "line_count",
)  # fmt: skip
_LINE = (
    "entry_id", "day", "recorded_at", "account_id", "contact_id", "item_id", "location_id", "amount_minor",
    "currency_code", "currency_amount_minor",
)  # fmt: skip
Row = tuple[Any, ...]


# tidy: allow unauthorised: the command that posts has authorised
# tidy: allow unaudited: the command that posts records
def append_lines(ctx: Ctx, *, batches: Sequence[Batch], bulk: Bulk | None = None) -> None:
    """Write each batch as one balanced entry per day, and the sums by account and month.

    The only writer of the books. Runs in the caller's unit of work, after all locks that the caller takes; what the
    caller has gathered in `bulk` is written with it.
    """
    bulk = bulk or Bulk()
    entries: list[Row] = []
    rows: list[Row] = []
    sums: dict[tuple[int, int, date], list[int]] = {}
    for batch in batches:
        for day, lines in _by_day(batch):
            entry_id = new_id()
            entries.append(_entry(ctx, entry_id, batch, day, len(lines)))
            month = day.replace(day=1)
            for line in lines:
                rows.append(_row(ctx, entry_id, line))
                _add(sums, month, line)
    bulk.insert(JournalLine, _LINE, rows)  # before their entries, as SQLite wants it (platform.db.balanced)
    bulk.insert(JournalEntry, _ENTRY, entries)
    bulk.accumulate(
        AccountBalance,
        keys=("account_id", "contact_id", "month"),
        sums=("debit_minor", "credit_minor"),
        rows=[(*key, *debit_credit) for key, debit_credit in sums.items()],
    )
    bulk.write()


def _by_day(batch: Batch) -> Iterator[tuple[date, list[Line]]]:
    in_order = sorted(batch.lines, key=itemgetter(0))
    for day, group in groupby(in_order, key=lambda line: line.slot.day):
        yield day, list(group)


def _entry(ctx: Ctx, entry_id: int, batch: Batch, day: date, line_count: int) -> Row:
    source, cause = batch.source, batch.cause
    told = (cause.kind, cause.cause_id) if cause else ("", None)
    wanted_day = batch.wanted_days.get(day, day)
    return (
        entry_id, day, ctx.now, str(batch.part), source.kind, source.source_id, source.number, *told, wanted_day,
        line_count,
    )  # fmt: skip


def _row(ctx: Ctx, entry_id: int, line: Line) -> Row:
    slot, amount = line.slot, line.amount
    return (
        entry_id, slot.day, ctx.now, slot.account_id, slot.contact_id, slot.item_id, slot.location_id, amount.base,
        slot.currency, amount.own,
    )  # fmt: skip


def _add(sums: dict[tuple[int, int, date], list[int]], month: date, line: Line) -> None:
    """Add the line to debit and credit of its account, contact and month."""
    slot, base = line.slot, line.amount.base
    debit_credit = sums.setdefault((slot.account_id, slot.contact_id, month), [0, 0])
    debit_credit[base < 0] += abs(base)
