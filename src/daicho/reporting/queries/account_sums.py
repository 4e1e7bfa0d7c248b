"""Sums of the books by account over days, now or as they were known at a moment."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from daicho.kernel.context import Ctx
from daicho.kernel.periods import end_of_month
from daicho.ledger.models import Account, AccountBalance, JournalLine
from daicho.reporting.core.months import last_whole_month


@dataclass(frozen=True, slots=True)
class DebitCredit:
    """Sums in minor units of the base currency, both not negative."""

    debit: int = 0
    credit: int = 0

    @property
    def balance(self) -> int:
        """Debit less credit."""
        return self.debit - self.credit

    def __add__(self, other: "DebitCredit") -> "DebitCredit":
        return DebitCredit(self.debit + other.debit, self.credit + other.credit)

    def __neg__(self) -> "DebitCredit":
        return DebitCredit(-self.debit, -self.credit)


def account_sums(
    ctx: Ctx, *, end: date, start: date | None = None, known_at: datetime | None = None
) -> dict[int, DebitCredit]:
    """Return account id → sums of the days from `start` (None: the beginning) to `end`, both included.

    Whole months come from the monthly sums, so the cost does not grow with the books; what was known at a moment in
    the past is summed from the lines.
    """
    del ctx  # the organisation is in scope
    if known_at is not None:
        return _from_lines(_days(start, end) & Q(recorded_at__lte=known_at))
    first_month = _month_after(start) if start else None
    last_month = last_whole_month(end)
    if first_month and first_month > last_month:
        return _from_lines(_days(start, end))
    sums: dict[int, DebitCredit] = defaultdict(DebitCredit)
    months = Q(month__lte=last_month) & (Q(month__gte=first_month) if first_month else Q())
    parts = [_from_months(months)]
    if start and first_month and start < first_month:
        parts.append(_from_lines(_days(start, first_month - timedelta(days=1))))
    if last_month < end:
        parts.append(_from_lines(_days(last_month + timedelta(days=1), end)))
    if last_month > end:
        later = _from_lines(_days(end + timedelta(days=1), last_month))
        parts.append({account_id: -amount for account_id, amount in later.items()})
    for part in parts:
        for account_id, amount in part.items():
            sums[account_id] += amount
    return dict(sums)


def _month_after(day: date) -> date:
    """Return `day` where it begins a month, else the first of the next month."""
    return day if day.day == 1 else end_of_month(day) + timedelta(days=1)


def _days(start: date | None, end: date) -> Q:
    return Q(day__lte=end) & (Q(day__gte=start) if start else Q())


def _from_months(condition: Q) -> dict[int, DebitCredit]:
    balances = AccountBalance.objects.filter(condition).values_list("account_id")
    rows = balances.annotate(debit=Sum("debit_minor"), credit=Sum("credit_minor")).order_by()
    return {account_id: DebitCredit(int(debit), int(credit)) for account_id, debit, credit in rows}


def _from_lines(condition: Q) -> dict[int, DebitCredit]:
    positive = Coalesce(Sum("amount_minor", filter=Q(amount_minor__gt=0)), 0)
    negative = Coalesce(Sum("amount_minor", filter=Q(amount_minor__lt=0)), 0)
    accounts = list(Account.objects.values_list("id", flat=True))  # leads into the index by account and day
    lines = JournalLine.objects.filter(condition, account_id__in=accounts).values_list("account_id")
    rows = lines.annotate(debit=positive, credit=negative).order_by()
    return {account_id: DebitCredit(int(debit), -int(credit)) for account_id, debit, credit in rows}
