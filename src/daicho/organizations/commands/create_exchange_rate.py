"""What a currency is worth from a day on."""

from datetime import date

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Rate
from daicho.organizations.commands._rate import check_rate
from daicho.organizations.models import ExchangeRate
from daicho.platform.work import unit_of_work


def create_exchange_rate(ctx: Ctx, *, currency_id: int, effective_date: date, rate: Rate) -> int:
    """Note the rate (base units for one unit) and return its id.

    Raises NotFound, InvalidInput for a rate not above zero or a day that has one, RuleBroken for the base currency.
    """
    ctx.require("settings.edit")
    with unit_of_work(ctx) as unit:
        check_rate(ctx, currency_id=currency_id, effective_date=effective_date, rate=rate)
        row = ExchangeRate(
            organization_id=ctx.organization_id,
            currency_id=currency_id,
            effective_date=effective_date,
            rate_micro=rate.micro,
        )
        ExchangeRate.objects.bulk_create([row])
        after = {"currency_id": currency_id, "effective_date": effective_date, "rate": rate.value}
        unit.record("exchange rate", row.id, "created", after=after)
    return int(row.id)
