"""What was sold most of late."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import CharField, F, Sum, Value

from daicho.kernel.context import Ctx
from daicho.kernel.periods import Period
from daicho.ledger.core.conversion import Conversion
from daicho.reporting.queries._conditions import union_of
from daicho.reporting.queries._trade import SALES, Source, lines_of, within

DAYS = 30
_COLUMNS = ("item_id", "item__name", "signed", "currency", "rate", "base")


@dataclass(frozen=True, slots=True)
class TopItem:
    """An item and what was sold of it, in minor units of the base currency without tax."""

    item_id: int
    name: str
    amount: int


def top_items(ctx: Ctx, *, count: int) -> tuple[Period, list[TopItem]]:
    """Return the last thirty days and the `count` items that sold best, less credit notes; one statement."""
    period = Period(ctx.today - timedelta(days=DAYS - 1), ctx.today)
    amounts: dict[tuple[int, str], int] = defaultdict(int)
    for item_id, name, amount, currency, rate, base in union_of([arm for one in SALES for arm in _arms(one, period)]):
        amounts[item_id, name] += Conversion(currency, rate, base).total(int(amount)) if currency else int(amount)
    best = sorted(amounts.items(), key=lambda item: (-item[1], item[0]))[:count]
    return period, [TopItem(item_id, name, amount) for (item_id, name), amount in best if amount > 0]


def _arms(source: Source, period: Period) -> list[Any]:
    lines = lines_of(source, within(period)).filter(item_id__isnull=False).order_by()
    own = {"document__currency_code": F("document__base_currency")}
    none = Value("", output_field=CharField())
    summed = lines.filter(**own).values("item_id", "item__name").annotate(signed=Sum(F("net") * source.sign))
    foreign = lines.exclude(**own).annotate(
        signed=F("net") * source.sign,
        currency=F("document__currency_code"),
        rate=F("document__exchange_rate_micro"),
        base=F("document__base_currency"),
    )
    return [
        summed.annotate(currency=none, rate=Value(0), base=none).values_list(*_COLUMNS),
        foreign.values_list(*_COLUMNS),
    ]
