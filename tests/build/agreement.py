"""What must hold of stock and books after every step of any history; asked with an organisation in scope."""

from collections import defaultdict
from datetime import date

from daicho.ledger.models import Account, JournalLine
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import OUTWARD, Stock
from daicho.stock.models import StockEventRow, StockValue


def stock_and_books_agree() -> None:
    """On each day the same is posted to stock and to the inventory accounts."""
    stock: dict[date, int] = defaultdict(int)
    books: dict[date, int] = defaultdict(int)
    for day, value in StockValue.objects.values_list("day", "value_minor"):
        stock[day] += value
    accounts = Account.objects.filter(account_type="stock").values("id")
    for day, amount in JournalLine.objects.filter(account_id__in=accounts).values_list("day", "amount_minor"):
        books[day] += amount
    assert {k: v for k, v in stock.items() if v} == {k: v for k, v in books.items() if v}


def nothing_has_no_value(locked: bool) -> None:  # noqa: FBT001 - whether days are locked
    """On no day does a pool have value without quantity; where days are locked, differences wait for the end."""
    changes: dict[tuple[int, date], list[int]] = defaultdict(lambda: [0, 0])
    events = StockEventRow.objects.filter(retractions__isnull=True, stock__in=[Stock.ACCOUNTING, Stock.BOTH])
    for item, batch, day, kind, quantity in events.values_list("item_id", "batch_id", "day", "kind", "quantity_micro"):
        changes[batch or item, day][0] += -quantity if Kind(kind) in OUTWARD else quantity
    for item, batch, day, value in StockValue.objects.values_list("item_id", "batch_id", "day", "value_minor"):
        changes[batch or item, day][1] += value
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for (pool, day), (quantity, value) in sorted(changes.items()):
        sums[pool][0] += quantity
        sums[pool][1] += value
        assert locked or sums[pool][0] or not sums[pool][1], (pool, day, sums[pool])
    assert all(quantity or not value for quantity, value in sums.values())
