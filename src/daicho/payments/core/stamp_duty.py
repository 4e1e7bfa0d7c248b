"""The stamp a paper receipt needs in Japan (japan.md 5.4: STP-01 to STP-03; 印紙税法 第17号文書)."""

_STEPS = (
    (50_000, 0),
    (1_000_001, 200),
    (2_000_001, 400),
    (3_000_001, 600),
    (5_000_001, 1_000),
    (10_000_001, 2_000),
    (20_000_001, 4_000),
    (30_000_001, 6_000),
    (50_000_001, 10_000),
    (100_000_001, 20_000),
    (200_000_001, 40_000),
    (300_000_001, 60_000),
    (500_000_001, 100_000),
    (1_000_000_001, 150_000),
)
"""Amounts below the first number need a stamp of the second, in yen; larger ones `_LARGEST`."""
_LARGEST = 200_000


def stamp_duty(amount: int, tax: int | None = None) -> int:
    """Return the stamp in yen on a paper receipt over `amount` yen; `tax` is the part of it that is shown as tax."""
    taxable = amount - (tax or 0)
    return next((duty for limit, duty in _STEPS if taxable < limit), _LARGEST)
