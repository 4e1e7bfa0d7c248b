"""Income, expense and money of the last months, from the monthly sums."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast

from daicho.kernel.context import Ctx
from daicho.kernel.periods import Period
from daicho.ledger.core.account_type import ACCOUNT_TYPES, AccountClass
from daicho.ledger.models import AccountBalance
from daicho.reporting.core.latest_months import latest_months
from daicho.reporting.queries._conditions import union_of

MONTHS = 12
_MONEY = ("bank", "cash")
_INCOME = [key for key, kind in ACCOUNT_TYPES.items() if kind.account_class is AccountClass.INCOME]
_COSTS = (AccountClass.COST_OF_GOODS_SOLD, AccountClass.EXPENSE)
_EXPENSE = [key for key, kind in ACCOUNT_TYPES.items() if kind.account_class in _COSTS]


@dataclass(frozen=True, slots=True)
class MoneyAccount:
    """An account with money and what it holds now, in minor units of the base currency."""

    account_id: int
    name: str
    balance: int


@dataclass(frozen=True, slots=True)
class BooksByMonth:
    """The last months, the running one last: what each earned and spent, and what money there was at its end."""

    months: list[Period]
    income: list[int]
    expense: list[int]
    money: list[int]
    accounts: list[MoneyAccount]


def books_by_month(ctx: Ctx) -> BooksByMonth:
    """Return the last twelve months in minor units of the base currency; one statement over the monthly sums.

    Money is that of cash and bank accounts, the account with most of it first.
    """
    months = latest_months(ctx.today, MONTHS)
    start, end = months[0].start, months[-1].end
    earlier = Q(month__lt=start)
    arms = [
        _arm("money", Q(account__account_type__in=_MONEY) & earlier, None),
        _arm("money", Q(account__account_type__in=_MONEY, month__range=(start, end)), F("month")),
        _arm("income", Q(account__account_type__in=_INCOME, month__range=(start, end)), F("month"), by_account=False),
        _arm("expense", Q(account__account_type__in=_EXPENSE, month__range=(start, end)), F("month"), by_account=False),
    ]
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    accounts: dict[tuple[str, str], int] = defaultdict(int)
    for kind, month, account_id, name, amount in union_of(arms):
        sums[kind][month] += int(amount)
        if kind == "money":
            accounts[account_id, name] += int(amount)
    held = sorted(accounts.items(), key=lambda item: (-item[1], item[0]))
    return BooksByMonth(
        months,
        [-sums["income"][_key(month.start)] for month in months],
        [sums["expense"][_key(month.start)] for month in months],
        _running(sums["money"], months),
        [MoneyAccount(int(account_id), name, balance) for (account_id, name), balance in held if balance],
    )


def _arm(kind: str, where: Q, month: Any, *, by_account: bool = True) -> QuerySet[Any, Any]:
    """Return (kind, month as text, account, name, debit less credit) of the sums that meet `where`."""
    rows = AccountBalance.objects.filter(where).order_by()
    rows = rows.annotate(
        kind=Value(kind),
        at=Value("") if month is None else Cast(month, CharField()),
        whose=Cast(F("account_id"), CharField()) if by_account else Value(""),
        called=F("account__name") if by_account else Value(""),
    )
    grouped = rows.values("kind", "at", "whose", "called")
    return grouped.annotate(sum=Sum(F("debit_minor") - F("credit_minor"))).values_list(
        "kind", "at", "whose", "called", "sum"
    )


def _key(month: date) -> str:
    return month.isoformat()


def _running(changes: dict[str, int], months: list[Period]) -> list[int]:
    """Return what there was at the end of each month: what was there before, and every month's change."""
    held, found = changes[""], []
    for month in months:
        held += changes[_key(month.start)]
        found.append(held)
    return found
