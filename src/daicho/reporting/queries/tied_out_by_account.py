"""Whether stock value and books agree, account by account: the page behind the badge."""

from dataclasses import dataclass

from django.db.models import Sum

from daicho.kernel.context import Ctx
from daicho.ledger.models import Account, JournalLine
from daicho.reporting.queries.tied_out import TiedOut
from daicho.stock.models import StockValue


@dataclass(frozen=True, slots=True)
class AccountSides:
    """Both sides of one inventory account."""

    account_id: int
    name: str
    sides: TiedOut


def tied_out_by_account(ctx: Ctx) -> list[AccountSides]:
    """Return each inventory account with the sum of all value rows posted to it and that of all its ledger lines.

    Both are summed by the database, from the rows themselves: this proves what the badge tells from monthly sums.
    """
    del ctx  # the organisation is in scope
    values = StockValue.objects.values_list("inventory_account_id").annotate(sum=Sum("value_minor")).order_by()
    lines = JournalLine.objects.filter(account__account_type="stock").values_list("account_id")
    books = dict(lines.annotate(sum=Sum("amount_minor")).order_by())
    stock = dict(values)
    accounts = Account.objects.filter(account_type="stock").order_by("code", "name").values_list("id", "name")
    return [AccountSides(id_, name, TiedOut(int(stock.get(id_, 0)), int(books.get(id_, 0)))) for id_, name in accounts]
