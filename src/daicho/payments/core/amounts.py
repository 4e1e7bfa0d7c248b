"""Amounts as they are given."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from daicho.kernel.errors import FieldError
from daicho.kernel.measure import MICRO_LIMIT
from daicho.kernel.money import MINOR_LIMIT, currency_decimals
from daicho.kernel.rounding import scaled, unscaled
from daicho.kernel.text import noop as _

BAD_VALUE = _("Invalid value passed for %(field)s")


def minor_amount(amount: Decimal, currency: str) -> int | None:
    """Return a given amount in minor units; None for one that is negative, too large, or finer than the currency."""
    if not 0 <= amount <= MICRO_LIMIT:
        return None
    decimals = currency_decimals(currency)
    minor = scaled(amount, decimals)
    return minor if unscaled(minor, decimals) == amount and minor <= MINOR_LIMIT else None


def rate_errors(rate: Decimal | None) -> Iterator[FieldError]:
    """Yield what is wrong with a given exchange rate."""
    if rate is not None and not Decimal("0.000001") <= rate < MICRO_LIMIT // 10**6:
        yield bad("exchange_rate")


def text_errors(
    given: Mapping[str, object], limits: Mapping[str, int], names: Mapping[str, str]
) -> Iterator[FieldError]:
    """Yield which of the given texts are too long, by their `names` on the wire."""
    for name, limit in limits.items():
        if len(str(given.get(name, "") or "")) > limit:
            shown = names.get(name, name)
            yield FieldError(shown, _("%(field)s is too long."), {"field": shown})


def bad(field: str) -> FieldError:
    """Return the error of a field whose value cannot be."""
    return FieldError(field, BAD_VALUE, {"field": field}, 2)
