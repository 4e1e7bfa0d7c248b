"""Rows as CSV and XLSX. Text that a spreadsheet would take for a formula is made harmless."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import xlsxwriter

from daicho.platform.web.cells import Exported

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
            match value:
                case datetime():
                    sheet.write_datetime(last, column, value, moment)
                case date():
                    sheet.write_datetime(last, column, value, day)
                case bool():
                    sheet.write_boolean(last, column, value)
                case Decimal() | int():
                    _write_number(sheet, last, column, value)
                case None:
                    sheet.write_blank(last, column, None)
                case _:
                    sheet.write_string(last, column, harmless(value)[:32767])
    sheet.freeze_panes(1, 0)
    if header:
        sheet.autofilter(0, 0, last, len(header) - 1)
        sheet.set_column(0, len(header) - 1, 18)
    book.close()
    return target.getvalue()


def _write_number(sheet: "xlsxwriter.worksheet.Worksheet", row: int, column: int, value: Decimal | int) -> None:
    """Write a number; one with more than the 15 digits a spreadsheet keeps goes in as text, so that none is lost."""
    digits = len(value.normalize().as_tuple().digits) if isinstance(value, Decimal) else len(str(abs(value)))
    if digits > 15:
        sheet.write_string(row, column, f"{value:f}" if isinstance(value, Decimal) else str(value))
    else:
        sheet.write_number(row, column, value)


def _text(value: Exported) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.isoformat(timespec="seconds") + "Z"
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case int():
            return str(value)
        case _:
            return harmless(value)
