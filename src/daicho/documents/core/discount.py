"""Discounts as people write them: "10%" of an amount, or "500" of the document's currency."""

from decimal import Decimal

from daicho.kernel.measure import MICRO
from daicho.kernel.money import currency_decimals
from daicho.kernel.rounding import scaled, unscaled
from daicho.taxes.core.engine import NO_DISCOUNT, Discount

_LENGTH = 30
_HUNDRED = 100 * MICRO


def parse_discount(text: str, currency: str) -> Discount | None:
    """Return the discount that `text` writes, none for "", and None for what is no discount.

    Percentages lie between 0 and 100; amounts are not negative and not finer than the minor unit of `currency`.
    """
    plain = text.strip()
    if not plain:
        return NO_DISCOUNT
    number = _number(plain.removesuffix("%").strip())
    if number is None:
        return None
    if plain.endswith("%"):
        micro = scaled(number, 6)
        return Discount(percentage_micro=micro) if micro <= _HUNDRED else None
    minor = scaled(number, currency_decimals(currency))
    return Discount(amount=minor) if unscaled(minor, currency_decimals(currency)) == number else None


def discount_text(discount: Discount, currency: str) -> str:
    """Return the discount as it is stored and sent: "10%", "12.5%", "500"; "" for none."""
    if discount.percentage_micro:
        return f"{_plain(unscaled(discount.percentage_micro, 6))}%"
    return _plain(unscaled(discount.amount, currency_decimals(currency))) if discount.amount else ""


def _number(text: str) -> Decimal | None:
    digits = text.replace(".", "", 1)
    return Decimal(text) if digits.isascii() and digits.isdigit() and len(text) <= _LENGTH else None


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
