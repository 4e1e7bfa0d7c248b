"""Cells as values."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.exchange.core.cells import Unreadable, exact, read_cell
from daicho.exchange.core.field import ImportField
from daicho.exchange.core.kinds import KINDS
from daicho.exchange.core.mapping import automatic_mapping
from daicho.exchange.core.rows import Names, read_records
from daicho.exchange.core.table import table_of


def read(kind, text: str):
    return read_cell(ImportField("x", "X", kind=kind), text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234", "1234"), ("1,234.50", "1234.50"), ("¥1,234", "1234"), ("１，２３４円", "1234"), ("-5", "-5"),
        ("△1,200", "-1200"), ("(300)", "-300"), ("JPY 500.00", "500.00"), ("10%", "10"), ("1e3", "1000"), ("+7", "7"),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text, value):
    assert exact(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "abc", "1,23", "1.2.3", "1e99", "9" * 30, "NaN", "inf", "--5", "1_000", "٣x"])
def test_what_is_no_number_is_told(text):
    with pytest.raises(Unreadable):
        exact(text)


@pytest.mark.parametrize(
    "text", ["2026-11-24", "2026/11/24", "2026年11月24日", "2026-11-24T00:00:00", "２０２６/１１/２４"]
)
def test_dates(text):
    assert read("day", text) == date(2026, 11, 24)


def test_words_for_yes_and_no():
    assert [read("flag", text) for text in ("はい", "TRUE", "Active", "○", "1")] == [True] * 5
    assert [read("flag", text) for text in ("いいえ", "false", "Inactive", "×", "0")] == [False] * 5


@given(st.sampled_from(["number", "micro", "flag", "day", "code", "text"]), st.text(max_size=50))
def test_any_text_is_a_value_or_a_sentence(kind, text):
    with suppress(Unreadable):
        read(kind, text)


def test_all_faults_of_all_rows_are_told_at_once():
    kind = KINDS["items"]
    table = table_of(
        [["Name", "Rate", "Tax", "Item type"], ["A", "x", "none", "?"], ["", "5", "", ""], ["C", "5", "", ""]]
    )
    records, faults = read_records(kind, table, automatic_mapping(kind, table.header), Names({"tax": {}}))
    assert [(fault.number, fault.column) for fault in faults] == [
        (2, "Rate"), (2, "Tax"), (2, "Item type"), (3, "Name"),
    ]  # fmt: skip
    assert records[2].values == {"name": "C", "rate_micro": 5_000_000}


def test_words_of_other_programs():
    kind = KINDS["contacts"]
    table = table_of(
        [["名称", "区分", "支払条件", "請求先郵便番号"], ["A", "仕入先", "月末締め翌月末払い", "100-0001"]]
    )
    records, faults = read_records(kind, table, automatic_mapping(kind, table.header), Names({}))
    assert not faults
    assert records[0].values == {
        "contact_name": "A",
        "contact_type": "vendor",
        "payment_terms": "closing:99:1:99:none",
        "billing_zip": "100-0001",
    }
