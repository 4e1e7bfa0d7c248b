"""Lines of open orders, and what they still wait for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from daicho.documents.core.state import State
from daicho.purchases.models import PurchaseOrder
from daicho.purchases.queries import _progress as purchases_progress
from daicho.sales.models import SalesOrder
from daicho.sales.queries import _progress as sales_progress


@dataclass(frozen=True, slots=True)
class Orders:
    """One kind of orders: its name as a source, its table, and what its lines wait for, as the wire names it."""

    kind: str
    table: Any
    progress: Callable[[Q], list[Any]]
    keys: tuple[str, str]

    def rest(self, line: Any) -> tuple[int, int]:
        """Return what a line still waits for, in 10^-6 units, in the order of `keys`."""
        goods, papers = (getattr(line, key) for key in self.keys)
        return goods, papers


SALES = Orders("salesorder", SalesOrder, sales_progress.progress_rows, ("to_be_shipped", "to_be_invoiced"))
PURCHASES = Orders("purchaseorder", PurchaseOrder, purchases_progress.progress_rows, ("to_be_received", "to_be_billed"))


def awaited_lines(orders: Orders, day: date, where: Q) -> Iterator[tuple[int, Any]]:
    """Yield (order, progress) of the lines of orders that are open now and dated until `day`."""
    is_open = Q(document__state=State.OPEN, document__date__lte=day)
    for order_id, *_place, line in orders.progress(is_open & where):
        if any(orders.rest(line)):
            yield order_id, line
