"""Proof that the books are whole: entries balance, and the monthly sums are those of the lines."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from daicho.kernel.context import Ctx
from daicho.ledger.models import AccountBalance, JournalEntry, JournalLine
from daicho.platform.verification import Mismatch

Sums = dict[tuple[int, int, date], tuple[int, int]]
"""(account, contact, first of month) → debits and credits."""


def verify_ledger(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield every entry that does not balance or lacks lines, and every monthly sum that differs from its lines."""
    yield from _broken_entries()
    kept, true = _kept_sums(), _true_sums()
    for key in sorted(kept.keys() | true.keys()):
        found, wanted = kept.get(key, (0, 0)), true.get(key, (0, 0))
        if found != wanted:
            record = f"account {key[0]}, contact {key[1]}, {key[2]:%Y-%m}"
            detail = f"kept {found[0]} and {found[1]}, lines {wanted[0]} and {wanted[1]}"
            yield Mismatch("account sums", record, detail)
    del ctx  # the organisation is in scope


def _broken_entries() -> Iterator[Mismatch]:
    entries = JournalEntry.objects.annotate(
        found=Count("lines"),
        base=Coalesce(Sum("lines__amount_minor"), 0),
    ).filter(~Q(found=F("line_count")) | ~Q(base=0))
    for entry_id, found, wanted, base in entries.values_list("id", "found", "line_count", "base").order_by("id"):
        yield Mismatch("entry", str(entry_id), f"{found} of {wanted} lines, balance {base}")


def _kept_sums() -> Sums:
    rows = AccountBalance.objects.values_list("account_id", "contact_id", "month", "debit_minor", "credit_minor")
    return {row[:3]: row[3:] for row in rows.iterator()}


def _true_sums() -> Sums:
    """Return the sums of the lines, day by day from the database, which takes longer to find the month of each line."""
    sums: Sums = {}
    of_day = JournalLine.objects.order_by().values_list("account_id", "contact_id", "day")
    debits = Coalesce(Sum("amount_minor", filter=Q(amount_minor__gt=0)), 0)
    rows = of_day.annotate(Sum("amount_minor"), debit=debits)
    for account_id, contact_id, day, amount, debit in rows.iterator():
        key = account_id, contact_id, day.replace(day=1)
        before = sums.get(key, (0, 0))
        sums[key] = before[0] + int(debit), before[1] + int(debit) - int(amount)
    return sums
