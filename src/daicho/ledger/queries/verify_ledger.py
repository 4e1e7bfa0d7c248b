"""Proof that the books are whole: entries balance, and the monthly sums are those of the lines."""

from collections.abc import Iterator

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce, TruncMonth

from daicho.kernel.context import Ctx
from daicho.ledger.models import AccountBalance, JournalEntry, JournalLine
from daicho.platform.verification import Mismatch


def verify_ledger(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield every entry that does not balance or lacks lines, and every monthly sum that differs from its lines."""
    yield from _broken_entries()
    kept = {row[:3]: row[3] for row in _kept_sums()}
    true = {row[:3]: row[3] for row in _true_sums()}
    for key in sorted(kept.keys() | true.keys()):
        if kept.get(key, 0) != true.get(key, 0):
            record = f"account {key[0]}, contact {key[1]}, {key[2]:%Y-%m}"
            yield Mismatch("account sums", record, f"kept {kept.get(key, 0)}, lines {true.get(key, 0)}")
    del ctx  # the organisation is in scope


def _broken_entries() -> Iterator[Mismatch]:
    entries = JournalEntry.objects.annotate(
        found=Count("lines"),
        base=Coalesce(Sum("lines__amount_minor"), 0),
    ).filter(~Q(found=F("line_count")) | ~Q(base=0))
    for entry_id, found, wanted, base in entries.values_list("id", "found", "line_count", "base").order_by("id"):
        yield Mismatch("entry", str(entry_id), f"{found} of {wanted} lines, balance {base}")


def _kept_sums() -> Iterator[tuple[object, ...]]:
    rows = AccountBalance.objects.annotate(net=F("debit_minor") - F("credit_minor"))
    return rows.values_list("account_id", "contact_id", "month", "net").iterator()


def _true_sums() -> Iterator[tuple[object, ...]]:
    rows = JournalLine.objects.annotate(month=TruncMonth("day")).values("account_id", "contact_id", "month")
    return rows.annotate(net=Sum("amount_minor")).values_list("account_id", "contact_id", "month", "net").iterator()
