"""What was sold and bought in the last months."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import TruncMonth

from daicho.documents.core.state import COUNTING
from daicho.kernel.context import Ctx
from daicho.kernel.periods import Period
from daicho.ledger.core.conversion import Conversion
from daicho.purchases.models import Bill, VendorCredit
from daicho.reporting.core.latest_months import latest_months
from daicho.reporting.queries._conditions import union_of
from daicho.sales.models import CreditNote, Invoice

MONTHS = 12
_SOURCES = (("sales", Invoice, 1), ("sales", CreditNote, -1), ("purchases", Bill, 1), ("purchases", VendorCredit, -1))


@dataclass(frozen=True, slots=True)
class TradeByMonth:
    """The last months, the running one last; amounts in minor units of the base currency, without tax."""

    months: list[Period]
    sales: list[int]
    purchases: list[int]


def trade_by_month(ctx: Ctx) -> TradeByMonth:
    """Return what was invoiced less credit notes, and billed less vendor credits, in twelve months; one statement.

    Shipping charges and adjustments are left out, as in the reports of sales and purchases. Documents of these months
    alone are read: in base currency they are added up, others come one by one.
    """
    months = latest_months(ctx.today, MONTHS)
    found = {side: dict.fromkeys((month.start for month in months), 0) for side in ("sales", "purchases")}
    period = Q(state__in=COUNTING, date__range=(months[0].start, months[-1].end))
    arms = [arm for side, table, sign in _SOURCES for arm in _arms(side, table.objects.filter(period), sign)]
    for side, month, sign, amount, currency, rate, base in union_of(arms):
        worth = Conversion(currency, rate, base).total(int(amount)) if currency else int(amount)
        found[side][_day(month)] += sign * worth
    return TradeByMonth(months, [*found["sales"].values()], [*found["purchases"].values()])


def _arms(side: str, rows: Any, sign: int) -> list[QuerySet[Any, Any]]:
    own = Q(currency_code=F("base_currency"))
    tax = Case(When(is_inclusive_tax=True, then=F("tax_minor")), default=Value(0), output_field=BigIntegerField())
    net = F("sub_total_minor") - F("discount_minor") - tax
    columns = ("side", "first", "sign", "amount", "currency", "rate", "base")
    marked = rows.order_by().annotate(side=Value(side), first=TruncMonth("date"), sign=Value(sign))
    none = Value("", output_field=CharField())
    summed = marked.filter(own).values("side", "first", "sign").annotate(amount=Sum(net))
    single = marked.exclude(own).annotate(amount=net, currency=F("currency_code"), rate=F("exchange_rate_micro"))
    return [
        summed.annotate(currency=none, rate=Value(0, output_field=BigIntegerField()), base=none).values_list(*columns),
        single.annotate(base=F("base_currency")).values_list(*columns),
    ]


def _day(month: Any) -> date:
    return month if isinstance(month, date) else date.fromisoformat(str(month)[:10])
