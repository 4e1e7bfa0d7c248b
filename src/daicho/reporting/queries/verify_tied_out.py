"""Proof, day by day, that the value of stock and its inventory accounts are the same."""

from collections.abc import Iterator

from django.db.models import Sum

from daicho.kernel.context import Ctx
from daicho.ledger.models import Account, JournalLine
from daicho.platform.verification import Mismatch
from daicho.stock.models import StockValue


def verify_tied_out(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield every day on which the value of stock and its inventory account change by different amounts."""
    del ctx  # the organisation is in scope
    values = StockValue.objects.values_list("inventory_account_id", "day").annotate(Sum("value_minor")).order_by()
    stock_accounts = Account.objects.filter(account_type="stock").values("id")
    lines = JournalLine.objects.filter(account__in=stock_accounts).values_list("account_id", "day")
    amounts = lines.annotate(Sum("amount_minor")).order_by()
    stock, books = ({(account_id, day): int(value) for account_id, day, value in rows} for rows in (values, amounts))
    for key in sorted(stock.keys() | books.keys()):
        if stock.get(key, 0) != books.get(key, 0):
            record = f"account {key[0]}, {key[1]}"
            yield Mismatch("stock and books", record, f"stock {stock.get(key, 0)}, books {books.get(key, 0)}")
