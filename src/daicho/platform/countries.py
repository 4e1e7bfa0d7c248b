"""Countries and currencies by their ISO codes, named by the Unicode locale data."""

from collections.abc import Mapping
from functools import cache

from babel import Locale

_NOT_COUNTRIES = frozenset({"AC", "CP", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"})


@cache
def country_names(language: str = "en") -> Mapping[str, str]:
    """Return ISO code → name in `language`, in the order of the names."""
    names = Locale.parse(language).territories
    countries = {code: name for code, name in names.items() if len(code) == 2 and code not in _NOT_COUNTRIES}
    return dict(sorted(countries.items(), key=lambda entry: entry[1]))


@cache
def currency_names(language: str) -> Mapping[str, str]:
    """Return ISO code → name in `language`."""
    return dict(Locale.parse(language).currencies)
