"""Whether stock value and the inventory accounts agree: the proof behind the "tied out" badge."""

from dataclasses import dataclass

from django.db.models import F, Sum, Value

from daicho.kernel.context import Ctx
from daicho.ledger.models import AccountBalance
from daicho.stock.models import StockTotal


@dataclass(frozen=True, slots=True)
class TiedOut:
    """Both sides in minor units of the base currency."""

    stock_value: int
    inventory_accounts: int

    @property
    def agrees(self) -> bool:
        """Whether both sides are the same."""
        return self.stock_value == self.inventory_accounts


def tied_out(ctx: Ctx) -> TiedOut:
    """Return stock value and the balance of the inventory accounts as they are now, from the monthly sums."""
    del ctx  # the organisation is in scope
    balances = AccountBalance.objects.filter(account__account_type="stock")
    sides = (
        (StockTotal.objects.all(), "stock", Sum("value_minor")),
        (balances, "books", Sum(F("debit_minor") - F("credit_minor"))),
    )
    stock, books = (
        rows.order_by().values("organization_id").annotate(side=Value(name), sum=total).values_list("side", "sum")
        for rows, name, total in sides
    )
    sums = dict(stock.union(books, all=True))
    return TiedOut(int(sums.get("stock") or 0), int(sums.get("books") or 0))
