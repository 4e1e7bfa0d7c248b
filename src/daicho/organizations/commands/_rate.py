"""Checking an exchange rate."""

from datetime import date

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, RuleBroken, duplicate, invalid
from daicho.kernel.measure import MICRO_LIMIT, Rate
from daicho.kernel.text import noop as _
from daicho.organizations.commands.locks import locked_currency
from daicho.organizations.core.rules import BASE_CURRENCY_FIXED
from daicho.organizations.models import Currency, ExchangeRate, Organization


def check_rate(ctx: Ctx, *, currency_id: int, effective_date: date, rate: Rate, but: int = 0) -> Currency:
    """Lock and return the currency. Raises NotFound, InvalidInput for a bad rate or a day that has one already."""
    currency = locked_currency(currency_id)
    if Organization.objects.filter(id=ctx.organization_id, base_currency=currency.code).exists():
        raise RuleBroken(BASE_CURRENCY_FIXED, _("The base currency has no exchange rate: it is always worth 1."))
    if not 0 < rate.micro <= MICRO_LIMIT:
        raise invalid("rate", _("Invalid value passed for %(field)s"), {"field": "rate"})
    if ExchangeRate.objects.filter(currency=currency, effective_date=effective_date).exclude(id=but).exists():
        raise InvalidInput([duplicate("effective_date", effective_date.isoformat())])
    return currency
