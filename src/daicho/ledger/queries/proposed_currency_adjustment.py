"""What a base currency adjustment would do."""

from datetime import date

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Rate
from daicho.ledger.core.conversion import Conversion
from daicho.ledger.core.currency_adjustment import revalued
from daicho.ledger.queries._currency_adjustments import AdjustedBalance, named_balances
from daicho.ledger.queries.foreign_balances import foreign_balances
from daicho.organizations.queries.base_currency import base_currency


def proposed_currency_adjustment(ctx: Ctx, *, currency: str, day: date, rate: Rate) -> list[AdjustedBalance]:
    """Return every balance in `currency` on `day` with its worth at `rate`: what an adjustment would do."""
    base = base_currency(ctx)
    found = revalued(foreign_balances(ctx, currency=currency, day=day), Conversion(currency, rate.micro, base))
    return named_balances(ctx, found, currency, base)
