"""Payment terms: published cases (japan.md 6.6) and what holds for all of them."""

from dataclasses import replace
from datetime import date, timedelta

import jpholiday
import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from daicho.contacts.core.terms import (
    CLOSING,
    LAST_DAY,
    STANDARD,
    PaymentTerms,
    closing_date,
    due_date,
    terms_from_code,
    terms_from_days,
    terms_from_label,
)
from daicho.contacts.labels import in_words
from daicho.contacts.queries.due_date import _is_closed_in_japan

DAYS = st.one_of(st.integers(1, 28), st.just(LAST_DAY))
RULES = st.sampled_from(["none", "next", "previous"])
TERMS = st.one_of(
    st.builds(PaymentTerms, st.just("net"), st.integers(0, 3650)),
    st.sampled_from(STANDARD),
    st.builds(PaymentTerms, st.just("closing"), st.just(0), DAYS, st.integers(1, 12), DAYS, RULES),
)
DATES = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "closing_day", "months", "payment_day", "closing", "due", "following", "previous"),
    [
        ("2026-01-31", 99, 1, 99, "2026-01-31", "2026-02-28", "2026-03-02", "2026-02-27"),
        ("2026-11-20", 20, 1, 99, "2026-11-20", "2026-12-31", "2027-01-04", "2026-12-30"),
        ("2026-11-21", 20, 1, 99, "2026-12-20", "2027-01-31", "2027-02-01", "2027-01-29"),
        ("2026-11-30", 99, 2, 10, "2026-11-30", "2027-01-10", "2027-01-12", "2027-01-08"),
        ("2027-02-28", 99, 1, 20, "2027-02-28", "2027-03-20", "2027-03-23", "2027-03-19"),
    ],
)
def test_published_cases(day, closing_day, months, payment_day, closing, due, following, previous):
    for rule, expected in (("none", due), ("next", following), ("previous", previous)):
        terms = PaymentTerms("closing", 0, closing_day, months, payment_day, rule)
        assert closing_date(terms, date.fromisoformat(day)).isoformat() == closing
        assert due_date(terms, date.fromisoformat(day), _is_closed_in_japan).isoformat() == expected, rule


@pytest.mark.parametrize(
    ("code", "due"),
    [
        ("net:0", "2026-11-24"),
        ("net:30", "2026-12-24"),
        ("end_of_month", "2026-11-30"),
        ("end_of_next_month", "2026-12-31"),
    ],
)
def test_terms_without_a_closing_day(code, due):
    terms = terms_from_code(code)
    assert terms
    assert due_date(terms, date(2026, 11, 24)).isoformat() == due


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("月末締め翌月末払い", "closing:99:1:99:none"),
        ("２０日締め 翌月末払い", "closing:20:1:99:none"),
        ("末日締翌々月10日払", "closing:99:2:10:none"),
        ("月末締め3か月後5日払い", "closing:99:3:5:none"),
        ("20日締め当月末払い", "closing:20:0:99:none"),
        ("月末締め翌月末払い(翌営業日)", "closing:99:1:99:next"),
        ("Net 45", "net:45"),
        ("日数:15", "net:15"),
        ("Due on Receipt", "net:0"),
        ("今月末が期限", "end_of_month"),
        ("Due end of next month", "end_of_next_month"),
    ],
)
def test_labels_that_say_a_term(label, code):
    terms = terms_from_label(label)
    assert terms
    assert terms.code == code


@pytest.mark.parametrize(
    "label", ["", "as agreed", "29日締め翌月末払い", "月末締め当月10日払い", "0日締め翌月末払い", "Net 99999"]
)
def test_labels_that_say_no_term(label):
    assert terms_from_label(label) is None


@pytest.mark.parametrize(
    "code",
    ["", "net", "net:", "net:-1", "net:99999", "closing", "closing:29:1:99:none", "closing:99:1:99:never", "net:３"],
)
def test_codes_that_are_none(code):
    assert terms_from_code(code) is None


@given(TERMS)
def test_a_code_is_read_back(terms):
    assert terms_from_code(terms.code) == terms


@given(TERMS, st.sampled_from(["ja", "en"]))
def test_a_term_is_read_back_from_its_words(terms, language):
    with override(language):
        assert terms_from_label(in_words(terms)) == terms


@given(TERMS)
def test_the_number_on_the_wire_names_all_but_closing_terms(terms):
    assert terms_from_days(terms.wire_days) == (None if terms.kind == "closing" else terms)


@given(TERMS, DATES)
def test_nothing_is_due_before_its_day_and_closing_comes_first(terms, day):
    plain = replace(terms, holiday_rule="none")
    assert day <= closing_date(plain, day) <= due_date(plain, day)


@given(TERMS, DATES, DATES)
def test_later_documents_are_not_due_earlier(terms, day, other):
    first, second = sorted([day, other])
    assert due_date(terms, first, _is_closed_in_japan) <= due_date(terms, second, _is_closed_in_japan)


@given(st.sampled_from(CLOSING), DATES)
def test_documents_of_one_closing_period_are_due_together(terms, day):
    closing = closing_date(terms, day)
    assert due_date(terms, day) == due_date(terms, closing)
    assert closing_date(terms, closing + timedelta(days=1)) > closing


@given(TERMS, DATES)
def test_a_holiday_rule_ends_on_a_bank_day(terms, day):
    if terms.kind == "closing" and terms.holiday_rule != "none":
        due = due_date(terms, day, _is_closed_in_japan)
        assert due.weekday() < 5
        assert not jpholiday.is_holiday(due)
