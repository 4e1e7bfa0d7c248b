"""Effects and differences: what is appended makes the books say what the document says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.ledger.core.locks import Lock, Scope, first_open_day, is_locked
from daicho.ledger.core.posting import Amount, Line, Slot, difference, summed

DAYS = st.sampled_from([date(2026, 3, 31), date(2026, 4, 1)])
AMOUNTS = st.integers(-1000, 1000)


@st.composite
def documents(draw):
    """Return the balanced lines of one document."""
    lines = []
    for _ in range(draw(st.integers(0, 5))):
        day, currency, amount, own = draw(DAYS), draw(st.sampled_from(["JPY", "USD"])), draw(AMOUNTS), draw(AMOUNTS)
        for account, sign in ((draw(st.integers(1, 4)), 1), (draw(st.integers(1, 4)), -1)):
            slot = Slot(day, account, contact_id=draw(st.sampled_from([0, 7])), currency=currency)
            lines.append(Line(slot, Amount(sign * amount, sign * own)))
    return lines


@given(documents(), documents())
def test_posted_plus_difference_is_what_is_wanted(before, after):
    posted = summed(before)
    missing = difference(posted, after)
    assert summed([*before, *missing]) == summed(after)
    assert all(line.amount for line in missing)


@given(documents())
def test_the_same_document_again_adds_nothing_and_none_takes_all_back(lines):
    assert difference(summed(lines), lines) == []
    assert summed([*lines, *difference(summed(lines), [])]) == {}


def test_what_does_not_balance_is_refused():
    with pytest.raises(AssertionError, match="base currency"):
        difference({}, [Line(Slot(date(2026, 4, 1), 1), Amount(5, 0))])
    lines = [Line(Slot(date(2026, 4, 1), account, currency="USD"), Amount(0, 5)) for account in (1, 2)]
    with pytest.raises(AssertionError, match="document currency"):
        difference({}, lines)


LOCK = Lock(Scope.SALES, date(2026, 3, 31), opened=(date(2026, 2, 1), date(2026, 2, 28)), exempt=frozenset({9}))


@pytest.mark.parametrize(
    ("scope", "day", "user_id", "locked"),
    [
        (Scope.SALES, date(2026, 3, 31), 1, True),
        (Scope.SALES, date(2026, 4, 1), 1, False),
        (Scope.SALES, date(2026, 2, 28), 1, False),
        (Scope.SALES, date(2026, 3, 31), 9, False),
        (Scope.PURCHASES, date(2026, 3, 31), 1, False),
    ],
)
def test_the_lock_date_itself_is_locked(scope, day, user_id, locked):
    assert is_locked([LOCK], scope, day, user_id) is locked


def test_differences_of_locked_days_go_to_the_first_open_day():
    locks = [LOCK, Lock(Scope.ALL, date(2026, 4, 2))]
    assert first_open_day(locks, Scope.SALES, date(2026, 3, 5)) == date(2026, 4, 3)
    assert first_open_day(locks, Scope.SALES, date(2026, 5, 1)) == date(2026, 5, 1)
