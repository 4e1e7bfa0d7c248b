"""Rows as CSV and XLSX. Text that a spreadsheet would take for a formula is made harmless."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from daicho.platform.web.cells import Exported

_LONGEST_CELL = 32_767
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def harmless(text: str) -> str:
    """Return `text`, with an apostrophe in front where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Exported]]) -> bytes:
    """Return a CSV file with a byte-order mark, so that spreadsheets read it as UTF-8; dates and moments are ISO."""
    target = StringIO()
    writer = csv.writer(target)
    writer.writerow([harmless(name) for name in header])
    for row in rows:
        writer.writerow([_text(value) for value in row])
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def as_xlsx(title: str, header: Sequence[str], rows: Iterable[Sequence[Exported]]) -> bytes:
    """Return an Excel workbook of one sheet, with real numbers and dates, a frozen header and filters."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, options)
    sheet = book.add_worksheet("".join(letter for letter in title if letter not in "[]:*?/\\'")[:31] or None)
    bold, day, moment = (
        book.add_format({"bold": True}),
        book.add_format({"num_format": "yyyy/mm/dd"}),
        book.add_format({"num_format": "yyyy/mm/dd hh:mm"}),
    )
    sheet.write_row(0, 0, [harmless(name) for name in header], bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _write_cell(sheet, last, column, value, day=day, moment=moment)
    sheet.freeze_panes(1, 0)
    if header:
        sheet.autofilter(0, 0, last, len(header) - 1)
        sheet.set_column(0, len(header) - 1, 18)
    book.close()
    return target.getvalue()


def _write_cell(sheet: Any, row: int, column: int, value: Exported, *, day: Any, moment: Any) -> None:
    match value:
        case datetime():
            sheet.write_datetime(row, column, value, moment)
        case date():
            sheet.write_datetime(row, column, value, day)
        case bool():
            sheet.write_boolean(row, column, value)
        case Decimal() | int():
            _write_number(sheet, row, column, value)
        case None:
            sheet.write_blank(row, column, None)
        case _:
            sheet.write_string(row, column, harmless(value)[:_LONGEST_CELL])


def _write_number(sheet: Any, row: int, column: int, value: Decimal | int) -> None:
    """Write a number; one with more than the 15 digits a spreadsheet keeps goes in as text, so that none is lost."""
    digits = len(value.normalize().as_tuple().digits) if isinstance(value, Decimal) else len(str(abs(value)))
    if digits > 15:
        sheet.write_string(row, column, f"{value:f}" if isinstance(value, Decimal) else str(value))
    else:
        sheet.write_number(row, column, value)


def _text(value: Exported) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds") + "Z"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return harmless(value) if isinstance(value, str) else "" if value is None else str(value)
