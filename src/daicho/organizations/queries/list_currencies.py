"""The currencies of the organisation."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from daicho.kernel.context import Ctx
from daicho.kernel.measure import MICRO, Rate
from daicho.organizations.core.currencies import CurrencyView
from daicho.organizations.models import Currency, ExchangeRate
from daicho.organizations.queries.base_currency import base_currency


def list_currencies(ctx: Ctx, *, currency_id: int | None = None, day: date | None = None) -> list[CurrencyView]:
    """Return the currencies (or the one with this id), the base currency first, with the rates of `day` (today)."""
    base = base_currency(ctx)
    rates = ExchangeRate.objects.filter(currency=OuterRef("id"), effective_date__lte=day or ctx.today)
    latest = rates.order_by("-effective_date")
    rows = Currency.objects.annotate(
        rate=Subquery(latest.values("rate_micro")[:1]), since=Subquery(latest.values("effective_date")[:1])
    ).order_by("code")
    if currency_id is not None:
        rows = rows.filter(id=currency_id)
    views = [_view(row, base) for row in rows]
    return sorted(views, key=lambda view: not view.is_base)


def _view(row: Any, base: str) -> CurrencyView:
    is_base = row.code == base
    rate = Rate(MICRO) if is_base else None if row.rate is None else Rate(row.rate)
    return CurrencyView(
        row.id, row.code, row.name, row.symbol, row.format, row.price_precision, is_base, rate, row.since
    )
