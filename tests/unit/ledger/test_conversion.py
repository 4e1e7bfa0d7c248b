"""Foreign amounts in base currency: entries balance, settled documents leave nothing."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.ledger.core.conversion import Conversion, ExchangeAccounts, settled_base, with_exchange_difference
from daicho.ledger.core.posting import Amount, Line, Slot, assert_balanced, summed

DAY = date(2026, 3, 31)
RATES = st.integers(1, 400_000_000)
CONVERSIONS = st.builds(
    Conversion, st.sampled_from(["USD", "JPY", "KWD"]), RATES, st.sampled_from(["USD", "JPY", "KWD"])
)
PARTS = st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=12)
ACCOUNTS = ExchangeAccounts(gain_id=70, loss_id=75)
DECIMALS = {"USD": 2, "JPY": 0, "KWD": 3}


def exact(terms, own):
    if terms.currency == terms.base_currency:
        return Fraction(own)
    base, mine = DECIMALS[terms.base_currency], DECIMALS[terms.currency]
    return Fraction(own * terms.rate_micro * 10**base, 10 ** (6 + mine))


@given(CONVERSIONS, PARTS)
def test_parts_sum_to_the_total_that_was_converted_once(terms, own):
    parts = terms.parts(own)
    assert sum(parts) == terms.total(sum(own))
    assert all(abs(part - exact(terms, each)) < 1 for part, each in zip(parts, own, strict=True))
    assert terms.parts([-each for each in own]) == [-part for part in parts] or not sum(own)
    assert all(part == 0 for part, each in zip(parts, own, strict=True) if each == 0)


@given(CONVERSIONS, PARTS)
def test_a_document_balances_in_both_currencies(terms, own):
    lines = [
        Line(Slot(DAY, number, currency=terms.currency), amount) for number, amount in enumerate(terms.amounts(own))
    ]
    whole = Amount(terms.total(sum(own)), sum(own))
    assert_balanced(summed([*lines, Line(Slot(DAY, 99, currency=terms.currency), -whole)]))


def test_the_left_over_unit_goes_to_the_largest_remainder():
    terms = Conversion("USD", 150_500_000, "JPY")
    assert terms.total(1003) == 1510
    assert terms.parts([334, 334, 335]) == [503, 503, 504]
    assert terms.parts([-334, -334, -335]) == [-503, -503, -504]
    assert terms.parts([1000, -100, 103]) == [1505, -150, 155]


@st.composite
def settlements(draw):
    own = draw(st.integers(1, 10**9))
    cuts = sorted(draw(st.lists(st.integers(0, own), max_size=8)))
    parts = [after - before for before, after in zip([0, *cuts], [*cuts, own], strict=True)]
    sign = draw(st.sampled_from([1, -1]))
    return Amount(sign * draw(st.integers(0, 10**11)), sign * own), [sign * part for part in parts]


@given(settlements())
def test_what_is_settled_in_full_leaves_nothing(case):
    document, parts = case
    carried = settled_base(document, parts)
    assert sum(carried) == document.base
    assert all(
        abs(base - Fraction(document.base * part, document.own)) <= 1 for base, part in zip(carried, parts, strict=True)
    )
    assert settled_base(document, parts[:-1]) == carried[:-1]


def test_a_document_of_nothing_and_one_that_is_settled_too_far():
    assert settled_base(Amount(0, 0), [0]) == [0]
    with pytest.raises(AssertionError):
        settled_base(Amount(150, 1), [1, 1])


@pytest.mark.parametrize(
    ("rate_then", "rate_now", "account", "base"),
    [(150, 155, ACCOUNTS.gain_id, -500), (150, 148, ACCOUNTS.loss_id, 200)],
)
def test_a_receipt_at_another_rate_is_a_gain_or_a_loss(rate_then, rate_now, account, base):
    money = Line(Slot(DAY, 1, currency="USD"), Amount(100 * rate_now, 10_000))
    owed = Line(Slot(DAY, 2, 5, currency="USD"), -Amount(100 * rate_then, 10_000))
    lines = with_exchange_difference([money, owed], ACCOUNTS)
    assert lines[2:] == [Line(Slot(DAY, account, currency="USD"), Amount(base, 0))]
    assert_balanced(summed(lines))


def test_no_difference_at_the_same_rate():
    money = Line(Slot(DAY, 1, currency="USD"), Amount(15_000, 10_000))
    owed = Line(Slot(DAY, 2, currency="USD"), -Amount(15_000, 10_000))
    assert with_exchange_difference([money, owed], ACCOUNTS) == [money, owed]


@given(settlements(), RATES)
def test_settling_bit_by_bit_always_balances_and_empties_the_account(case, rate):
    document, parts = case
    left = Amount(document.base, document.own)
    for part, base in zip(parts, settled_base(document, parts), strict=True):
        money = Line(Slot(DAY, 1, currency="USD"), Amount(Conversion("USD", rate, "JPY").total(part), part))
        owed = Line(Slot(DAY, 2, 5, currency="USD"), -Amount(base, part))
        assert_balanced(summed(with_exchange_difference([money, owed], ACCOUNTS)))
        left += owed.amount
    assert not left
