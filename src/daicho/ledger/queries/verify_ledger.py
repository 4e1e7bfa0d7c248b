"""Proof that the books are whole: entries balance, and the monthly sums are those of the lines."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from daicho.kernel.context import Ctx
from daicho.ledger.models import AccountBalance, JournalEntry, JournalLine
from daicho.platform.verification import Mismatch

Sums = Counter[tuple[int, int, date]]
"""(account, contact, first of month) → debits less credits."""


def verify_ledger(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield every entry that does not balance or lacks lines, and every monthly sum that differs from its lines."""
    yield from _broken_entries()
    kept, true = _kept_sums(), _true_sums()
    for key in sorted(kept.keys() | true.keys()):
        if kept[key] != true[key]:
            record = f"account {key[0]}, contact {key[1]}, {key[2]:%Y-%m}"
            yield Mismatch("account sums", record, f"kept {kept[key]}, lines {true[key]}")
    del ctx  # the organisation is in scope


def _broken_entries() -> Iterator[Mismatch]:
    entries = JournalEntry.objects.annotate(
        found=Count("lines"),
        base=Coalesce(Sum("lines__amount_minor"), 0),
    ).filter(~Q(found=F("line_count")) | ~Q(base=0))
    for entry_id, found, wanted, base in entries.values_list("id", "found", "line_count", "base").order_by("id"):
        yield Mismatch("entry", str(entry_id), f"{found} of {wanted} lines, balance {base}")


def _kept_sums() -> Sums:
    rows = AccountBalance.objects.annotate(net=F("debit_minor") - F("credit_minor"))
    return Counter({row[:3]: row[3] for row in rows.values_list("account_id", "contact_id", "month", "net").iterator()})


def _true_sums() -> Sums:
    """Return the sums of the lines, day by day from the database, which takes longer to find the month of each line."""
    sums: Sums = Counter()
    rows = JournalLine.objects.order_by().values_list("account_id", "contact_id", "day").annotate(Sum("amount_minor"))
    for account_id, contact_id, day, amount in rows.iterator():
        sums[account_id, contact_id, day.replace(day=1)] += int(amount)
    return sums
