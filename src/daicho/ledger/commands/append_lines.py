"""Writing lines into the books; nobody else does."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from django.db import connection

from daicho.kernel.context import Ctx
from daicho.ledger.core.posting import Cause, Line, Part, Source
from daicho.ledger.models import AccountBalance, JournalEntry, JournalLine
from daicho.platform.db.bulk import accumulate


# tidy: allow unauthorised: the command that posts has authorised
# tidy: allow unaudited: the command that posts records
def append_lines(ctx: Ctx, *, source: Source, part: Part, lines: Sequence[Line], cause: Cause | None = None) -> None:
    """Write lines as one balanced entry per day, with the sums by account and month. The only writer of the books. Runs in the caller's unit of work."""
    if not lines:
        return
    entries, rows = [], []
    for day, group in groupby(sorted(lines, key=lambda line: line.slot), key=lambda line: line.slot.day):
        of_day = list(group)
        entry = _entry(ctx, source, part, day, len(of_day), cause)
        entries.append(entry)
        rows += [_row(ctx, entry, line) for line in of_day]
    _write(entries, rows)
    accumulate(
        AccountBalance,
        keys=("organization_id", "account_id", "contact_id", "month"),
        sums=("debit_minor", "credit_minor"),
        rows=_balance_rows(ctx.organization_id, lines),
    )


def _balance_rows(organization_id: int, lines: Iterable[Line]) -> list[tuple[int, int, int, date, int, int]]:
    """Return (organisation, account, contact, month, debit, credit) sums of the lines."""
    sums: dict[tuple[int, int, date], tuple[int, int]] = {}
    for line in lines:
        key = (line.slot.account_id, line.slot.contact_id, line.slot.day.replace(day=1))
        debit, credit = sums.get(key, (0, 0))
        amount = line.amount.base
        sums[key] = (debit + max(amount, 0), credit + max(-amount, 0))
    return [(organization_id, *key, *value) for key, value in sums.items()]


def _write(entries: list[JournalEntry], rows: list[JournalLine]) -> None:
    """Write entries and lines in the order in which the engine can prove that they balance (models/balanced.py)."""
    if connection.vendor == "sqlite":
        JournalLine.objects.bulk_create(rows)
        JournalEntry.objects.bulk_create(entries)
    else:
        JournalEntry.objects.bulk_create(entries)
        JournalLine.objects.bulk_create(rows)


def _entry(ctx: Ctx, source: Source, part: Part, day: date, line_count: int, cause: Cause | None) -> JournalEntry:
    return JournalEntry(
        organization_id=ctx.organization_id,
        day=day,
        recorded_at=ctx.now,
        part=part,
        source_kind=source.kind,
        source_id=source.source_id,
        source_number=source.number,
        cause_kind=cause.kind if cause else "",
        cause_id=cause.cause_id if cause else None,
        wanted_day=day,
        line_count=line_count,
    )


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
