"""The taxes a new organisation starts with (zoho-surface 2.11)."""

from dataclasses import dataclass
from datetime import date

from daicho.taxes.core.category import Category


@dataclass(frozen=True, slots=True)
class StartingTax:
    """A tax to be made; `rates` are (first day, per cent) pairs, no day meaning since ever."""

    name: str
    category: Category
    rates: tuple[tuple[date | None, int], ...]
    is_default: bool = False


# 5 % before 2014-04-01, 8 % until 2019-09-30 (japan.md TAX-01).
_STANDARD_RATES = ((None, 5), (date(2014, 4, 1), 8), (date(2019, 10, 1), 10))
_ZERO = ((None, 0),)

JAPAN = (
    StartingTax("消費税 10%", Category.STANDARD, _STANDARD_RATES, is_default=True),
    StartingTax("消費税 8%(軽減)", Category.REDUCED, ((date(2019, 10, 1), 8),)),
    StartingTax("非課税", Category.EXEMPT, _ZERO),
    StartingTax("免税", Category.EXPORT, _ZERO),
    StartingTax("対象外", Category.OUT_OF_SCOPE, _ZERO),
)
ELSEWHERE = (
    StartingTax("Standard Rate", Category.STANDARD, ((None, 0),), is_default=True),
    StartingTax("Zero Rate", Category.EXPORT, _ZERO),
    StartingTax("Exempt", Category.EXEMPT, _ZERO),
)


def starting_taxes(country_code: str) -> tuple[StartingTax, ...]:
    """Return the taxes for a country (ISO 3166): the five of Japan, elsewhere a plain set to be given its rates."""
    return JAPAN if country_code == "JP" else ELSEWHERE
