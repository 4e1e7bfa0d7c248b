"""Recompute the monthly sums of the items from their movements and values."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncMonth

from daicho.kernel.context import Ctx
from daicho.platform.work import held_sequence, unit_of_work
from daicho.stock.core.movement import OUTWARD, Stock
from daicho.stock.models import StockEventRow, StockLevel, StockTotal, StockValue

_PLACE = ("item_id", "location_id", "month")
_SUMS = ("accounting_in_micro", "accounting_out_micro", "physical_in_micro", "physical_out_micro", "value_minor")


def rebuild_stock_totals(ctx: Ctx) -> int:
    """Replace the organisation's monthly sums by those of its movements; return how many there are.

    The database's triggers add up anew what is on hand over all locations. Nobody else commits meanwhile.
    """
    ctx.require("inventoryadjustments.edit")
    with unit_of_work(ctx) as unit:
        held_sequence(ctx)
        sums: dict[tuple[int, int, date], list[int]] = defaultdict(lambda: [0] * len(_SUMS))
        for *place, accounting_in, accounting_out, physical_in, physical_out in _moved():
            sums[place[0], place[1], place[2]][:4] = [accounting_in, accounting_out, physical_in, physical_out]
        values = StockValue.objects.annotate(month=TruncMonth("day")).order_by().values_list(*_PLACE)
        for item_id, location_id, month, value in values.annotate(value=Sum("value_minor")):
            sums[item_id, location_id, month][4] = int(value)
        StockLevel.objects.update(accounting_micro=0, physical_micro=0)
        StockTotal.objects.all().delete()
        StockTotal.objects.bulk_create(
            [
                StockTotal(
                    organization_id=ctx.organization_id,
                    item_id=item_id,
                    location_id=location_id,
                    month=month,
                    **dict(zip(_SUMS, map(int, amounts), strict=True)),
                )
                for (item_id, location_id, month), amounts in sorted(sums.items())
                if any(amounts)
            ],
            batch_size=1000,
        )
        rows = StockTotal.objects.count()
        unit.record("organization", ctx.organization_id, "stock_totals_rebuilt", after={"rows": rows})
    return rows


def _moved() -> "QuerySet[StockEventRow, tuple[Any, ...]]":
    """Return (item, location, month, what came into and left accounting stock, and physical stock)."""
    way = {"in": ~Q(kind__in=OUTWARD), "out": Q(kind__in=OUTWARD)}
    counted = {"accounting": [Stock.ACCOUNTING, Stock.BOTH], "physical": [Stock.PHYSICAL, Stock.BOTH]}
    sums = {
        f"{stock}_{name}": Coalesce(Sum("quantity_micro", filter=Q(stock__in=stocks) & condition), 0)
        for stock, stocks in counted.items()
        for name, condition in way.items()
    }
    rows = StockEventRow.objects.filter(retractions__isnull=True).annotate(month=TruncMonth("day"))
    return rows.order_by().values_list(*_PLACE).annotate(**sums)
