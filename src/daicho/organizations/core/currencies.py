"""Currencies an organisation may use: names and symbols of ISO 4217."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from daicho.kernel.measure import Rate
from daicho.kernel.money import currency_decimals


@dataclass(frozen=True, slots=True)
class CurrencyFacts:
    """What is known about a currency before an organisation says anything."""

    code: str
    name: str
    symbol: str

    @property
    def format(self) -> str:
        """How amounts are written, as the wire tells it ("1,234,567.89")."""
        decimals = currency_decimals(self.code)
        return "1,234,567" + ("." + "899"[:decimals] if decimals else "")


_FACTS = (
    ("AED", "UAE Dirham", "AED"), ("ARS", "Argentine Peso", "$"), ("AUD", "Australian Dollar", "A$"),
    ("BDT", "Bangladeshi Taka", "৳"), ("BGN", "Bulgarian Lev", "лв"), ("BHD", "Bahraini Dinar", "BD"),
    ("BND", "Brunei Dollar", "B$"), ("BRL", "Brazilian Real", "R$"), ("CAD", "Canadian Dollar", "C$"),
    ("CHF", "Swiss Franc", "CHF"), ("CLP", "Chilean Peso", "$"), ("CNY", "Chinese Yuan", "CN¥"),
    ("COP", "Colombian Peso", "$"), ("CZK", "Czech Koruna", "Kč"), ("DKK", "Danish Krone", "kr"),
    ("EGP", "Egyptian Pound", "E£"), ("EUR", "Euro", "€"), ("GBP", "Pound Sterling", "£"),
    ("HKD", "Hong Kong Dollar", "HK$"), ("HUF", "Hungarian Forint", "Ft"), ("IDR", "Indonesian Rupiah", "Rp"),
    ("ILS", "Israeli New Shekel", "₪"), ("INR", "Indian Rupee", "₹"), ("IQD", "Iraqi Dinar", "IQD"),
    ("ISK", "Icelandic Krona", "kr"), ("JOD", "Jordanian Dinar", "JOD"), ("JPY", "Japanese Yen", "¥"),
    ("KES", "Kenyan Shilling", "KSh"), ("KHR", "Cambodian Riel", "៛"), ("KRW", "South Korean Won", "₩"),
    ("KWD", "Kuwaiti Dinar", "KD"), ("KZT", "Kazakhstani Tenge", "₸"), ("LAK", "Lao Kip", "₭"),
    ("LKR", "Sri Lankan Rupee", "Rs"), ("LYD", "Libyan Dinar", "LD"), ("MAD", "Moroccan Dirham", "MAD"),
    ("MMK", "Myanmar Kyat", "K"), ("MNT", "Mongolian Tugrik", "₮"), ("MOP", "Macanese Pataca", "MOP$"),
    ("MXN", "Mexican Peso", "MX$"), ("MYR", "Malaysian Ringgit", "RM"), ("NGN", "Nigerian Naira", "₦"),
    ("NOK", "Norwegian Krone", "kr"), ("NPR", "Nepalese Rupee", "Rs"), ("NZD", "New Zealand Dollar", "NZ$"),
    ("OMR", "Omani Rial", "OMR"), ("PEN", "Peruvian Sol", "S/"), ("PHP", "Philippine Peso", "₱"),
    ("PKR", "Pakistani Rupee", "Rs"), ("PLN", "Polish Zloty", "zł"), ("QAR", "Qatari Riyal", "QR"),
    ("RON", "Romanian Leu", "lei"), ("RSD", "Serbian Dinar", "din"), ("RUB", "Russian Ruble", "₽"),
    ("SAR", "Saudi Riyal", "SR"), ("SEK", "Swedish Krona", "kr"), ("SGD", "Singapore Dollar", "S$"),
    ("THB", "Thai Baht", "฿"), ("TND", "Tunisian Dinar", "DT"), ("TRY", "Turkish Lira", "₺"),
    ("TWD", "New Taiwan Dollar", "NT$"), ("UAH", "Ukrainian Hryvnia", "₴"), ("UGX", "Ugandan Shilling", "USh"),
    ("USD", "US Dollar", "$"), ("UYU", "Uruguayan Peso", "$U"), ("VND", "Vietnamese Dong", "₫"),
    ("XAF", "Central African CFA Franc", "FCFA"), ("XOF", "West African CFA Franc", "CFA"),
    ("XPF", "CFP Franc", "F"), ("ZAR", "South African Rand", "R"),
)  # fmt: skip

CURRENCIES: Mapping[str, CurrencyFacts] = {fact[0]: CurrencyFacts(*fact) for fact in _FACTS}
"""ISO code → facts."""

_USUAL = ("JPY", "USD", "EUR", "GBP", "CNY", "AUD", "SGD")


def first_currencies(base: str) -> list[CurrencyFacts]:
    """Return the currencies an organisation begins with: its own first, then the usual ones."""
    return [CURRENCIES[code] for code in dict.fromkeys([base, *_USUAL])]


@dataclass(frozen=True, slots=True)
class CurrencyView:
    """A currency of the organisation, with the rate that holds today where one is known.

    `decimals` of amounts are fixed by ISO 4217; `price_precision` is how many decimals unit prices are shown with.
    """

    currency_id: int
    code: str
    name: str
    symbol: str
    format: str
    price_precision: int
    is_base: bool
    rate: Rate | None = None
    effective_date: date | None = None


@dataclass(frozen=True, slots=True)
class ExchangeRateView:
    """What one unit of a currency was worth in the base currency from a day on."""

    exchange_rate_id: int
    currency_id: int
    currency_code: str
    effective_date: date
    rate: Rate


class CurrencyFields(TypedDict, total=False):
    """What may be given about a currency; an absent key is unchanged, or what ISO 4217 and habit say."""

    currency_code: str
    currency_symbol: str
    currency_format: str
    price_precision: int
