"""Ageing: buckets, what a balance is made of, and what settlements were before they were changed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.reporting.core.ageing import INTERVALS, OpenItem, aged, bucket_keys, bucket_of, with_rest
from daicho.reporting.core.remembered import Done, Settled, remembered_records, remembered_uses, remembered_values
from daicho.reporting.drawing import bucket_words

DAY = date(2026, 11, 24)
days = st.integers(-400, 400).map(lambda number: DAY + timedelta(days=number))
items = st.builds(
    OpenItem,
    contact_id=st.integers(1, 3),
    kind=st.just("invoice"),
    source_id=st.integers(1, 99),
    number=st.just("I"),
    day=days,
    due=st.none() | days,
    amount=st.integers(-1000, 1000),
)


def item(amount, due, contact=1, number="I"):
    return OpenItem(contact, "invoice", amount, number, DAY - timedelta(days=90), due, amount)


@pytest.mark.parametrize(
    ("late", "bucket"),
    [(0, "current"), (1, "days_1_15"), (15, "days_1_15"), (16, "days_16_30"), (30, "days_16_30"), (31, "days_31_45"),
     (45, "days_31_45"), (46, "days_over_45"), (4000, "days_over_45")],
)  # fmt: skip
def test_the_buckets_of_the_interface(late, bucket):
    assert bucket_of(late, 15) == bucket


def test_japanese_screens_have_months():
    assert bucket_keys(30) == ("current", "days_1_30", "days_31_60", "days_61_90", "days_over_90")
    assert [bucket_words(key) for key in bucket_keys(30)] == [
        "Not yet due", "1–30 days", "31–60 days", "61–90 days", "Over 90 days",
    ]  # fmt: skip


def test_what_is_due_today_is_not_late_and_a_credit_never_is():
    found = aged([item(100, DAY), item(40, DAY - timedelta(days=1)), item(-70, None)], DAY, 15)
    assert found == {
        1: {"current": 30, "days_1_15": 40, "days_16_30": 0, "days_31_45": 0, "days_over_45": 0, "total": 70}
    }


@given(st.lists(items), st.sampled_from(INTERVALS))
def test_buckets_add_up(found, interval):
    sums = aged(found, DAY, interval)
    for amounts in sums.values():
        assert amounts["total"] == sum(amounts[key] for key in bucket_keys(interval))
    assert sum(amounts["total"] for amounts in sums.values()) == sum(one.amount for one in found)


@given(st.lists(items), st.dictionaries(st.integers(1, 4), st.integers(-2000, 2000)))
def test_items_and_the_rest_are_the_balance_of_each_contact(found, balances):
    result = with_rest(found, balances, DAY)
    for contact in (1, 2, 3, 4):
        own = sum(one.amount for one in result if one.contact_id == contact)
        known = contact in balances or any(one.contact_id == contact for one in found)
        assert own == (balances.get(contact, 0) if known else 0)


def test_what_nothing_explains_stands_for_itself():
    early = item(100, DAY - timedelta(days=9))
    assert [(one.amount, one.number) for one in with_rest([early], {1: 70}, DAY)] == [(100, "I"), (-30, "")]


USE = Settled(("customerpayment", 1), 7, DAY, 100)
SAID = {"target_id": 7, "amount_minor": 90, "withheld_minor": 10, "date": DAY.isoformat()}


@pytest.mark.parametrize(
    ("now", "since", "then"),
    [
        ([USE], [], [USE]),
        ([], [Done(USE.source, "deleted", {"uses": [SAID]}, {})], [USE]),
        ([], [Done(USE.source, "released", SAID, {})], [USE]),
        ([], [Done(USE.source, "applied", {}, SAID), Done(USE.source, "released", SAID, {})], []),
        ([USE, USE], [Done(USE.source, "applied", {}, SAID)], [USE]),
        ([USE], [Done(USE.source, "created", {}, {"uses": [SAID]})], []),
        ([], [Done(USE.source, "updated", {"uses": []}, {}), Done(USE.source, "released", SAID, {})], []),
        ([USE], [Done(("customerpayment", 2), "deleted", {"uses": []}, {})], [USE]),
    ],
)
def test_what_was_done_since_is_taken_back(now, since, then):
    assert remembered_uses(now, since) == then


def test_the_first_change_since_tells_what_a_value_was():
    ref = ("invoice", 1)
    since = [
        Done(ref, "updated", {"notes": ""}, {}),
        Done(ref, "updated", {"due": "2026-10-31"}, {}),
        Done(ref, "updated", {"due": "2026-11-30"}, {}),
    ]
    assert remembered_values(since, "due") == {ref: "2026-10-31"}


def test_records_are_as_they_were():
    first, second, third = (("invoice", number) for number in (1, 2, 3))
    since = [
        Done(first, "updated", {"date": "2026-10-31"}, {}),
        Done(second, "created", {}, {"date": "2026-10-01"}),
        Done(second, "updated", {"date": "2026-10-01"}, {}),
        Done(first, "updated", {"date": "2026-11-01", "state": "open"}, {}),
        Done(third, "deleted", {"date": "2026-09-01", "state": "void"}, {}),
    ]
    now = {1: {"date": "2026-11-02", "state": "void", "number": "A"}, 2: {"date": "2026-10-02"}}
    assert remembered_records(now, since) == {
        1: {"date": "2026-10-31", "state": "open", "number": "A"},
        3: {"date": "2026-09-01", "state": "void"},
    }
