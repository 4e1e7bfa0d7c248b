"""Names as people compare them; registrations by date; the honorific; statements."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.contacts.core.honorific import honorific
from daicho.contacts.core.names import name_key, sort_key
from daicho.contacts.core.registration import Registration, default_status
from daicho.contacts.core.statement import statement_of
from daicho.contacts.core.uses import Transaction


@pytest.mark.parametrize(
    ("one", "other"),
    [("ABC商店", "ａｂｃ商店"), ("ﾐﾅﾄ", "ミナト"), ("Harbor  Goods", " harbor goods "), ("㈱みなと", "(株)みなと")],
)
def test_names_that_are_one(one, other):
    assert name_key(one) == name_key(other)


@given(st.text(max_size=50))
def test_a_key_is_its_own_key(name):
    assert name_key(name_key(name)) == name_key(name)


def test_a_reading_sorts_before_the_name_in_hiragana():
    assert sort_key("港商店", "ミナト") == sort_key("x", "みなと") == "みなと"
    assert sort_key("Harbor", "") == "harbor"


def test_a_registration_holds_between_its_days():
    registration = Registration("T7000012050002", "registered", date(2023, 10, 1), date(2026, 3, 31))
    assert registration.status_on(date(2023, 9, 30)) == "unregistered"
    assert registration.status_on(date(2023, 10, 1)) == "registered"
    assert registration.status_on(date(2026, 3, 31)) == "registered"
    assert registration.status_on(date(2026, 4, 1)) == "unregistered"
    assert Registration("", "unknown").status_on(date(2026, 4, 1)) == "unknown"
    assert (default_status("T7000012050002"), default_status("")) == ("registered", "unknown")


def test_never_two_honorifics():
    assert honorific(sub_type="business", has_person=False) == "御中"
    assert honorific(sub_type="business", has_person=True) == ""
    assert honorific(sub_type="individual", has_person=False) == "様"


AMOUNTS = st.lists(
    st.tuples(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.one_of(st.none(), st.integers(-(10**9), 10**9)))
)


@given(AMOUNTS)
def test_a_statement_carries_every_amount_once(amounts):
    rows = [
        Transaction("Invoice", "invoice", "invoice_id", number, str(number), day, "Sent", "JPY", amount or 0, amount)
        for number, (day, amount) in enumerate(amounts)
    ]
    start, end = date(2026, 4, 1), date(2026, 9, 30)
    statement = statement_of(rows, start=start, end=end, currency_code="JPY")
    until_end = sum(amount or 0 for day, amount in amounts if day <= end)
    assert statement.closing == until_end
    assert statement.opening + sum(line.amount for line in statement.lines) == statement.closing
    assert [line.transaction.day for line in statement.lines] == sorted(
        line.transaction.day for line in statement.lines
    )
    following = statement_of(rows, start=date(2026, 10, 1), end=date(2026, 12, 31), currency_code="JPY")
    assert following.opening == statement.closing
