"""Writing lines into the books; nobody else does."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from django.db import connection

from daicho.kernel.context import Ctx
from daicho.ledger.core.posting import Batch, Line
from daicho.ledger.models import AccountBalance, JournalEntry, JournalLine
from daicho.platform.db.bulk import accumulate


# tidy: allow unauthorised: the command that posts has authorised
# tidy: allow unaudited: the command that posts records
def append_lines(ctx: Ctx, *, batches: Sequence[Batch]) -> None:
    """Write each batch as one balanced entry per day, and the sums by account and month, in one statement a table.

    The only writer of the books. Runs in the caller's unit of work, after all locks that the caller takes.
    """
    entries, rows = [], []
    for batch in batches:
        for entry, lines in _entries(ctx, batch):
            entries.append(entry)
            rows += [_row(ctx, entry, line) for line in lines]
    if not entries:
        return
    _write(entries, rows)
    accumulate(
        AccountBalance,
        keys=("organization_id", "account_id", "contact_id", "month"),
        sums=("debit_minor", "credit_minor"),
        rows=_balance_rows(rows),
    )


def _entries(ctx: Ctx, batch: Batch) -> Iterator[tuple[JournalEntry, list[Line]]]:
    in_order = sorted(batch.lines, key=lambda line: line.slot)
    for day, group in groupby(in_order, key=lambda line: line.slot.day):
        lines = list(group)
        entry = JournalEntry(
            organization_id=ctx.organization_id,
            day=day,
            recorded_at=ctx.now,
            part=batch.part,
            source_kind=batch.source.kind,
            source_id=batch.source.source_id,
            source_number=batch.source.number,
            cause_kind=batch.cause.kind if batch.cause else "",
            cause_id=batch.cause.cause_id if batch.cause else None,
            wanted_day=batch.wanted_days.get(day, day),
            line_count=len(lines),
        )
        yield entry, lines


def _row(ctx: Ctx, entry: JournalEntry, line: Line) -> JournalLine:
    slot = line.slot
    return JournalLine(
        organization_id=ctx.organization_id,
        entry_id=entry.id,
        day=slot.day,
        recorded_at=ctx.now,
        account_id=slot.account_id,
        contact_id=slot.contact_id,
        item_id=slot.item_id,
        location_id=slot.location_id,
        amount_minor=line.amount.base,
        currency_code=slot.currency,
        currency_amount_minor=line.amount.own,
    )


def _write(entries: list[JournalEntry], rows: list[JournalLine]) -> None:
    """Write entries and lines in the order in which the engine can prove that they balance (platform.db.balanced)."""
    if connection.vendor == "sqlite":
        JournalLine.objects.bulk_create(rows)
        JournalEntry.objects.bulk_create(entries)
    else:
        JournalEntry.objects.bulk_create(entries)
        JournalLine.objects.bulk_create(rows)


def _balance_rows(rows: Iterable[JournalLine]) -> list[tuple[int, int, int, date, int, int]]:
    """Return (organisation, account, contact, month, debit, credit) sums of the lines."""
    sums: dict[tuple[int, int, int, date], list[int]] = {}
    for row in rows:
        key = (row.organization_id, row.account_id, row.contact_id, row.day.replace(day=1))
        debit_credit = sums.setdefault(key, [0, 0])
        debit_credit[row.amount_minor < 0] += abs(row.amount_minor)
    return [(*key, debit, credit) for key, (debit, credit) in sums.items()]
