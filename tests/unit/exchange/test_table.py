"""Files as tables: encodings, limits, hostile content."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.exchange.core.table import COLUMN_LIMIT, ROW_LIMIT, csv_records, table_of
from daicho.kernel.errors import InvalidInput

JAPANESE = "名称,住所\n株式会社髙島①,東京都千代田区\n"
PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20).map(str.strip)


def table(content: bytes):
    return table_of(csv_records(content))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_text_is_the_same_in_every_encoding(encoding):
    assert table(JAPANESE.encode(encoding)).rows[0].cells == ("株式会社髙島①", "東京都千代田区")


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_recognised(delimiter):
    found = table(f"Name{delimiter}Phone\nA{delimiter}1\n".encode())
    assert found.header == ("Name", "Phone")
    assert found.rows[0].cells == ("A", "1")


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    found = table(b'\nName,Notes\n\nA,"two\nlines"\n,\nB,\n')
    assert [(row.number, row.cells) for row in found.rows] == [(4, ("A", "two\nlines")), (6, ("B", ""))]


def test_the_apostrophe_of_an_export_is_taken_off():
    assert table(b"Name\n'=SUM(A1)\n'quoted'\n").rows[0].cells == ("=SUM(A1)",)
    assert table(b"Name\n'quoted'\n").rows[0].cells == ("'quoted'",)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"\x00\x00\x00",
        b"\x81\x00\xff\xff",
        b"Name\n" + b"A\n" * (ROW_LIMIT + 1),
        b",".join([b"x"] * (COLUMN_LIMIT + 1)),
        b"Name\n" + b"A" * 10_001,
        b'Name\n"' + b"A" * 200_000,
    ],
)
def test_what_is_too_much_or_nothing_is_refused_with_a_sentence(content):
    with pytest.raises(InvalidInput) as refusal:
        table(content)
    assert refusal.value.errors[0].field == "file"


def test_characters_that_no_database_keeps_are_dropped():
    assert table(b"Name\nA\x00\x1b[31mB\n").rows[0].cells == ("A[31mB",)


@given(st.lists(st.lists(PLAIN, min_size=1, max_size=5), min_size=1, max_size=8))
def test_what_was_written_is_read(records):
    target = StringIO()
    csv.writer(target).writerows(records)
    try:
        found = table(target.getvalue().encode())
    except InvalidInput:
        assert not any(cell for record in records for cell in record)
        return
    told = [found.header, *(row.cells for row in found.rows)]
    written = [record for record in records if any(record)]
    assert len(told) == len(written) or any("'" in cell or "\ufeff" in cell for record in records for cell in record)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_a_refusal(content):
    try:
        found = table(content)
    except InvalidInput:
        return
    assert all(len(row.cells) == len(found.header) for row in found.rows)
