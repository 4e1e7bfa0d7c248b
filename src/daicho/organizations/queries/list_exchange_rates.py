"""The dated rates of a currency."""

from datetime import date

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.measure import Rate
from daicho.kernel.text import noop as _
from daicho.organizations.core.currencies import ExchangeRateView
from daicho.organizations.models import Currency, ExchangeRate


def list_exchange_rates(
    ctx: Ctx, *, currency_id: int, from_date: date | None = None, rate_id: int | None = None
) -> list[ExchangeRateView]:
    """Return the rates of a currency, the latest first, since `from_date`, or the one with `rate_id`.

    Raises NotFound for a currency or rate that does not exist.
    """
    del ctx  # the organisation is in scope
    if not Currency.objects.filter(id=currency_id).exists():
        raise NotFound(_("Currency does not exist."))
    rows = ExchangeRate.objects.filter(currency_id=currency_id).order_by("-effective_date")
    if from_date is not None:
        rows = rows.filter(effective_date__gte=from_date)
    if rate_id is not None:
        rows = rows.filter(id=rate_id)
    fields = ("id", "currency_id", "currency__code", "effective_date", "rate_micro")
    views = [
        ExchangeRateView(found, currency, code, day, Rate(micro))
        for found, currency, code, day, micro in rows.values_list(*fields)
    ]
    if rate_id is not None and not views:
        raise NotFound(_("Exchange rate does not exist."))
    return views
