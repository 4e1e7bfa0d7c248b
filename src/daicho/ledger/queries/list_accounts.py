"""The chart of accounts as a list."""

from dataclasses import dataclass

from django.db.models import Count, Q

from daicho.kernel.context import Ctx
from daicho.ledger.core.account_type import ACCOUNT_TYPES, AccountClass, types_of
from daicho.ledger.models import Account
from daicho.ledger.queries._account_views import AccountView, account_values
from daicho.ledger.queries._balances import balances_of
from daicho.platform.listing import Criteria, Filter, Listing, Rows, View, filter_rows, page_of


@dataclass(frozen=True, slots=True)
class AccountRow(AccountView):
    """A row of the chart, with the number of its sub-accounts."""

    children: int = 0


def _of_class(*classes: AccountClass) -> View:
    return lambda _ctx: Q(account_type__in=types_of(*classes))


ACCOUNT_LISTING = Listing(
    filters=(
        Filter("account_name", "name"),
        Filter("account_code", "code"),
        Filter("account_type", "account_type", "choice", choices={key: key for key in ACCOUNT_TYPES}),
        Filter("parent_account_id", "parent_id", "id"),
        Filter("is_active", "is_active", "flag"),
    ),
    sorts={
        "account_name": "name",
        "account_type": "account_type",
        "account_code": "code",
        "created_time": "created_at",
        "last_modified_time": "modified_at",
    },
    default_sort="code",
    search=("name", "code", "description"),
    views={
        "AccountType.All": lambda _ctx: Q(),
        "AccountType.Active": lambda _ctx: Q(is_active=True),
        "AccountType.Inactive": lambda _ctx: Q(is_active=False),
        "AccountType.Asset": _of_class(AccountClass.ASSET),
        "AccountType.Liability": _of_class(AccountClass.LIABILITY),
        "AccountType.Equity": _of_class(AccountClass.EQUITY),
        "AccountType.Income": _of_class(AccountClass.INCOME),
        "AccountType.Expense": _of_class(AccountClass.COST_OF_GOODS_SOLD, AccountClass.EXPENSE),
    },
)


def list_accounts(ctx: Ctx, *, criteria: Criteria, with_balance: bool = True) -> Rows[AccountRow]:
    """Return a page of the chart; balances are 0 where they are not wanted."""
    rows = filter_rows(ctx, Account.objects.select_related("parent"), ACCOUNT_LISTING, criteria)
    page = page_of(rows, criteria)
    ids = [row.id for row in page.rows]
    children = dict(
        Account.objects.filter(parent_id__in=ids)
        .values("parent_id")
        .annotate(n=Count("id"))
        .values_list("parent_id", "n")
    )
    posted = balances_of(ids)
    shown = posted if with_balance else dict.fromkeys(posted, 0)
    views = [AccountRow(**account_values(row, shown), children=children.get(row.id, 0)) for row in page.rows]
    return Rows(views, page.has_more, page.total)
