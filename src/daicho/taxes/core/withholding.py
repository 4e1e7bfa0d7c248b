"""Income tax withheld from fees to individuals (japan.md 5.5: WHT-01 to WHT-05; 所得税法204条, 205条)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from daicho.kernel.rounding import Rounding, divide
from daicho.kernel.text import noop as _

FEES, JUDICIAL_SCRIVENER = "fees", "judicial_scrivener"
KINDS: Mapping[str, str] = {
    FEES: _("Fees (10.21 %, above one million yen 20.42 %)"),
    JUDICIAL_SCRIVENER: _("Judicial scrivener, surveyor (10.21 % above 10,000 yen)"),
}
"""Kind of withholding → how it is called."""


@dataclass(frozen=True, slots=True)
class _Rates:
    """Shares of the fee up to the threshold and above it, from a day on; amounts in yen."""

    since: date
    lower: Fraction
    upper: Fraction
    threshold: int = 1_000_000
    scrivener_free: int = 10_000


_RATES = (_Rates(date(2013, 1, 1), Fraction(1021, 10_000), Fraction(2042, 10_000)),)
"""By their first day. From 2027 the defence surtax takes the place of a part of the present one: the sum stays."""


def withheld_tax(kind: str, base: int, day: date) -> int:
    """Return the yen withheld of a fee of `base` yen on `day`, rounded down; nothing for another kind, or before 2013.

    The base is without consumption tax where the document shows that apart (WHT-02).
    """
    found = [rates for rates in _RATES if rates.since <= day]
    if kind not in KINDS or not found:
        return 0
    rates = found[-1]
    if kind == JUDICIAL_SCRIVENER:
        share = max(base - rates.scrivener_free, 0) * rates.lower
    else:
        share = max(min(base, rates.threshold), 0) * rates.lower + max(base - rates.threshold, 0) * rates.upper
    return divide(share.numerator, share.denominator, Rounding.FLOOR)
