"""Rounding, scaling and allocation never lose or make a unit."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.kernel.allocation import allocate, shares
from daicho.kernel.rounding import Rounding, divide, scaled, unscaled

numerators = st.integers(-(10**20), 10**20)
denominators = st.integers(-(10**12), 10**12).filter(bool)
modes = st.sampled_from(Rounding)


@given(numerators, denominators, modes)
def test_division_is_within_one_unit_and_symmetric(numerator, denominator, mode):
    result = divide(numerator, denominator, mode)
    assert abs(Fraction(numerator, denominator) - result) < 1
    assert divide(-numerator, denominator, mode) == -result == divide(numerator, -denominator, mode)


@given(numerators, denominators)
def test_the_modes_agree_on_what_they_are(numerator, denominator):
    exact = abs(Fraction(numerator, denominator))
    floor, half_up, ceil = (abs(divide(numerator, denominator, mode)) for mode in Rounding)
    assert floor <= exact <= ceil
    assert ceil - floor == (0 if exact.denominator == 1 else 1)
    assert half_up == (floor if exact - floor < Fraction(1, 2) else ceil)


@pytest.mark.parametrize(("mode", "expected"), [(Rounding.FLOOR, -2), (Rounding.HALF_UP, -3), (Rounding.CEIL, -3)])
def test_a_half_below_zero(mode, expected):
    assert divide(-5, 2, mode) == expected


@given(st.integers(-(10**18), 10**18), st.integers(0, 6))
def test_scaling_there_and_back(value, decimals):
    assert scaled(unscaled(value, decimals), decimals) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12), st.integers(0, 6))
def test_scaling_rounds_by_less_than_a_unit(value, decimals):
    assert abs(Fraction(value) * 10**decimals - scaled(value, decimals)) <= Fraction(1, 2)


weights = st.lists(st.integers(0, 10**12), min_size=1, max_size=40)


@given(st.integers(-(10**15), 10**15), weights)
def test_allocation_sums_to_the_total_and_is_fair(total, shares):
    parts = allocate(total, shares)
    assert sum(parts) == total
    whole = sum(shares)
    if whole:
        assert all(abs(Fraction(total * weight, whole) - part) < 1 for part, weight in zip(parts, shares, strict=True))
    else:
        assert max(parts) - min(parts) <= 1


@given(st.integers(-(10**15), 10**15), weights)
def test_allocation_is_symmetric(total, shares):
    assert allocate(-total, shares) == [-part for part in allocate(total, shares)]


def test_left_over_units_go_to_the_largest_remainders_first_come():
    assert allocate(100, [1, 1, 1]) == [34, 33, 33]
    assert allocate(10, [1, 2, 3]) == [2, 3, 5]


@pytest.mark.parametrize("shares", [[], [1, -1]])
def test_nothing_to_allocate_to(shares):
    with pytest.raises(ValueError, match=r"allocate|negative"):
        allocate(1, shares)


@given(st.lists(st.integers(-(10**9), 10**9)), st.integers(0, 10**6), st.integers(1, 10**6))
def test_shares_add_up_stay_close_and_mirror(parts, numerator, denominator):
    found = shares(parts, numerator, denominator)
    assert sum(found) == divide(sum(parts) * numerator, denominator, Rounding.HALF_UP)
    assert all(
        abs(share * denominator - part * numerator) < denominator for share, part in zip(found, parts, strict=True)
    )
    assert shares([-part for part in parts], numerator, denominator) == [-share for share in found]
    assert shares(parts, denominator, denominator) == parts
