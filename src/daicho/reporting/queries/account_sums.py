"""Sums of the books by account over days, now or as they were known at a moment."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Value

from daicho.kernel.context import Ctx
from daicho.kernel.periods import Period
from daicho.ledger.models import Account, AccountBalance, JournalLine
from daicho.reporting.core.months import Cover, Span, broken_days, cover
from daicho.reporting.queries._conditions import any_of, sum_where, union_of, within


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

    def times(self, sign: int) -> "DebitCredit":
        """Return the same (1) or the opposite (−1)."""
        return DebitCredit(sign * self.debit, sign * self.credit)


Sums = dict[int, DebitCredit]


def account_sums(ctx: Ctx, *, spans: Sequence[Span], known_at: datetime | None = None) -> list[Sums]:
    """Return account id → sums for each of `spans`. Two statements, however many spans there are.

    Whole months come from the monthly sums, so the cost does not grow with the books; what was known at a moment in
    the past is summed from the lines.
    """
    del ctx  # the organisation is in scope
    if known_at is not None:
        return _known(spans, known_at)
    covers = [cover(span) for span in spans]
    months, days = _from_months(covers), _from_days(broken_days(covers))
    result: list[Sums] = []
    for whole, one in zip(months, covers, strict=True):
        sums: Sums = defaultdict(DebitCredit, whole)
        for sign, period in one.days:
            for account_id, amount in days.get(period, {}).items():
                sums[account_id] += amount.times(sign)
        result.append(dict(sums))
    return result


def _from_months(covers: Sequence[Cover]) -> list[Sums]:
    spans = [one.months for one in covers]
    if not any(spans):
        return [{} for _ in spans]
    conditions = [within("month", span) if span else Q(pk__isnull=True) for span in spans]
    return _grouped(AccountBalance.objects.all(), conditions, ("debit_minor", Q()), ("credit_minor", Q()), 1)


def _known(spans: Sequence[Span], known_at: datetime) -> list[Sums]:
    conditions = [within("day", span) & Q(recorded_at__lte=known_at) for span in spans]
    return _grouped(JournalLine.objects.all(), conditions, _POSITIVE, _NEGATIVE, -1)


_POSITIVE = ("amount_minor", Q(amount_minor__gt=0))
_NEGATIVE = ("amount_minor", Q(amount_minor__lt=0))


def _grouped(
    rows: QuerySet[Any, Any], conditions: Sequence[Q], debit: tuple[str, Q], credit: tuple[str, Q], sign: int
) -> list[Sums]:
    """Return account → sums for each condition, by one statement."""
    sums = {
        f"{side}{place}": sum_where(field, condition & extra)
        for place, condition in enumerate(conditions)
        for side, (field, extra) in (("debit", debit), ("credit", credit))
    }
    grouped = rows.filter(any_of(conditions)).values_list("account_id").annotate(**sums).order_by()
    result: list[Sums] = [{} for _ in conditions]
    for account_id, *amounts in grouped:
        for place, found in enumerate(result):
            pair = DebitCredit(int(amounts[2 * place]), sign * int(amounts[2 * place + 1]))
            if pair != DebitCredit():
                found[account_id] = pair
    return result


def _from_days(periods: Sequence[Period]) -> dict[Period, Sums]:
    if not periods:
        return {}
    accounts = list(Account.objects.values_list("id", flat=True))  # leads into the index by account and day
    arms = [
        JournalLine.objects.filter(account_id__in=accounts, day__gte=period.start, day__lte=period.end)
        .annotate(place=Value(place))
        .values_list("place", "account_id")
        .annotate(debit=sum_where(*_POSITIVE), credit=sum_where(*_NEGATIVE))
        .order_by()
        for place, period in enumerate(periods)
    ]
    result: dict[Period, Sums] = defaultdict(dict)
    for place, account_id, debit, credit in union_of(arms):
        result[periods[place]][account_id] = DebitCredit(int(debit), -int(credit))
    return result
