"""The two sides of open amounts: customers owe us, we owe vendors."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.db.models import F, Q, Sum, Value

from daicho.contacts.models import Contact
from daicho.kernel.context import Ctx
from daicho.ledger.models import Account, AccountBalance, JournalLine
from daicho.purchases.models import Bill, VendorCredit
from daicho.reporting.core.months import Span, broken_days, cover
from daicho.reporting.queries._conditions import union_of, within
from daicho.sales.models import CreditNote, Invoice


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its control accounts by type, kinds of records as sources name them, tables.

    `sign` is 1 where the control account grows by debits. `advances` is the system key of
    the account of unused payments, `settlements` are the sources that say what settles and gives
    back; everything else on the control accounts opens an amount by itself.
    """

    account_type: str
    sign: int
    target: str
    credit: str
    payment: str
    advances: str
    target_table: Any
    credit_table: Any

    @property
    def settlements(self) -> tuple[str, ...]:
        """Kinds of sources that settle and give back."""
        return (self.payment, "refund", "creditapplication")


RECEIVABLE = Side(
    "accounts_receivable", 1, "invoice", "creditnote", "customerpayment", "customer_advances", Invoice, CreditNote
)
PAYABLE = Side("accounts_payable", -1, "bill", "vendorcredit", "vendorpayment", "vendor_advances", Bill, VendorCredit)


def contact_balances(ctx: Ctx, side: Side, spans: list[Span], known_at: datetime | None) -> list[dict[int, int]]:
    """Return contact → balance of the side's control accounts for each span, positive as it usually is.

    From the monthly sums; what was known at a moment in the past is summed from the lines.
    """
    del ctx  # the organisation is in scope
    own = Q(account_id__in=control_accounts(side))
    lines = JournalLine.objects.filter(own)
    if known_at is not None:
        arms = [
            _arm(lines.filter(within("day", span), recorded_at__lte=known_at), place, 1) for place, span in _of(spans)
        ]
        return _summed(union_of(arms), len(spans), side)
    covers = [cover(span) for span in spans]
    days = {period: place for place, period in _of(broken_days(covers))}
    months = [
        AccountBalance.objects.filter(own, within("month", one.months))
        .annotate(place=Value(place))
        .values_list("place", "contact_id")
        .annotate(sum=Sum(F("debit_minor") - F("credit_minor")))
        .order_by()
        for place, one in _of(covers)
        if one.months
    ]
    broken = [
        _arm(lines.filter(day__gte=period.start, day__lte=period.end), place, 1) for period, place in days.items()
    ]
    found = _summed(union_of(months) if months else (), len(spans), side)
    of_days = _summed(union_of(broken) if broken else (), len(days), side)
    for sums, one in zip(found, covers, strict=True):
        for sign, period in one.days:
            for contact_id, amount in of_days[days[period]].items():
                sums[contact_id] = sums.get(contact_id, 0) + sign * amount
    return found


def balances_at_month_ends(side: Side, ends: Sequence[date]) -> list[Counter[int]]:
    """Return contact → balance of the side's control accounts at each of `ends`, which rise. One statement."""
    months = AccountBalance.objects.filter(account_id__in=control_accounts(side), month__lte=ends[-1])
    net = Sum(F("debit_minor") - F("credit_minor"))
    return added_up(months.order_by().values_list("contact_id", "month").annotate(sum=net), side, ends)


def added_up(rows: Iterable[tuple[Any, ...]], side: Side, days: Sequence[date]) -> list[Counter[int]]:
    """Return contact → sum of `rows` (contact, day, amount) until each of `days`, which rise."""
    sums: list[Counter[int]] = [Counter() for _ in days]
    for contact_id, day, amount in rows:
        sums[bisect_left(days, day)][contact_id] += side.sign * int(amount)
    for before, after in pairwise(sums):
        after.update(before)
    return sums


def control_accounts(side: Side) -> list[int]:
    """Return the ids of the side's control accounts: they lead into the index by account and day."""
    return list(Account.objects.filter(account_type=side.account_type).values_list("id", flat=True))


def contact_names(ids: Iterable[int]) -> Mapping[int, str]:
    """Return contact → name."""
    return dict(Contact.objects.filter(id__in=set(ids)).values_list("id", "name"))


def _of(values: Any) -> Any:
    return list(enumerate(values))


def _arm(lines: Any, place: int, sign: int) -> Any:
    return (
        lines.annotate(place=Value(place))
        .values_list("place", "contact_id")
        .annotate(sum=Sum(sign * F("amount_minor")))
        .order_by()
    )


def _summed(rows: Iterable[tuple[Any, ...]], places: int, side: Side) -> list[dict[int, int]]:
    found: list[dict[int, int]] = [{} for _ in range(places)]
    for place, contact_id, amount in rows:
        found[place][contact_id] = found[place].get(contact_id, 0) + side.sign * int(amount)
    return found
