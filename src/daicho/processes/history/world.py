"""What the world does: exchange rates."""

from datetime import date
from decimal import Decimal

from daicho.kernel.measure import Rate
from daicho.kernel.periods import add_months
from daicho.organizations.commands.create_currency import create_currency
from daicho.organizations.commands.create_exchange_rate import create_exchange_rate
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.work import reading, unit_of_work
from daicho.processes.history.cast import Cast

_STEPS = ("0.985", "1.01", "1.025", "1.005", "0.99", "0.97", "0.98", "1", "1.015", "1.03", "1.02", "0.995")
"""How far rates are from their middle in the months of a year."""
_DIGITS = Decimal("0.000001")


def rate_on(cast: Cast, currency: str, day: date) -> Decimal:
    """Return what one unit of a currency is worth in a month, in base currency."""
    return (cast.rates[currency] * Decimal(_STEPS[(day.month + day.year) % 12])).quantize(_DIGITS)


def note_rates(cast: Cast, start: date) -> None:
    """Let the organisation know the rates of every month from that of `start` on."""
    ctx = cast.owner
    for currency in cast.rates:
        with reading(ctx):
            known = {view.code: view.currency_id for view in list_currencies(ctx)}
        with unit_of_work(ctx):
            currency_id = known.get(currency) or create_currency(ctx, fields={"currency_code": currency})
            month = start.replace(day=1)
            while month <= ctx.today:
                rate = Rate.of(rate_on(cast, currency, month))
                create_exchange_rate(ctx, currency_id=currency_id, effective_date=month, rate=rate)
                month = add_months(month, 1)
