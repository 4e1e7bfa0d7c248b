"""Checking the fields of a currency."""

from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.text import noop as _
from daicho.organizations.core.currencies import CURRENCIES, CurrencyFields

_FINEST = 6


def check_currency(fields: CurrencyFields) -> None:
    """Raise InvalidInput for a code that ISO 4217 does not know, a symbol or format too long, a bad precision."""
    bad = []
    if "currency_code" in fields and fields["currency_code"] not in CURRENCIES:
        bad.append("currency_code")
    if len(fields.get("currency_symbol", "")) > 10:
        bad.append("currency_symbol")
    if len(fields.get("currency_format", "")) > 30:
        bad.append("currency_format")
    if not 0 <= fields.get("price_precision", 0) <= _FINEST:
        bad.append("price_precision")
    if bad:
        raise InvalidInput([FieldError(name, _("Invalid value passed for %(field)s"), {"field": name}) for name in bad])
