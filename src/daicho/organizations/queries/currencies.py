"""What a currency is worth."""

from datetime import date

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.measure import MICRO, Rate
from daicho.kernel.text import noop as _
from daicho.organizations.core.rules import NO_EXCHANGE_RATE
from daicho.organizations.models import ExchangeRate, Organization
from daicho.platform.memory import lasting


@lasting
def exchange_rate(  # tidy: allow call-shape: three values in their natural order
    ctx: Ctx, currency: str, day: date
) -> Rate:
    """Return the base currency's units for one unit of `currency`, as of `day`: the latest rate until then.

    The base currency is worth 1. Raises RuleBroken where no rate is known on that day.
    """
    if Organization.objects.filter(id=ctx.organization_id, base_currency=currency).exists():
        return Rate(MICRO)
    rates = ExchangeRate.objects.filter(currency__code=currency, effective_date__lte=day)
    micro = rates.order_by("-effective_date").values_list("rate_micro", flat=True).first()
    if micro is None:
        parameters = {"currency": currency, "date": day.isoformat()}
        raise RuleBroken(NO_EXCHANGE_RATE, _("There is no exchange rate for %(currency)s on %(date)s."), parameters)
    return Rate(micro)
