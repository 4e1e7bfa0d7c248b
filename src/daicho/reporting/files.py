"""A report as a file: CSV, XLSX, PDF."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext

from daicho.documents.printing import pdf_of
from daicho.platform.web.exports import CSV, XLSX, as_csv, as_xlsx
from daicho.reporting.core.report import Kind, Report, Value

PDF = "application/pdf"
TYPES = {"csv": CSV, "xlsx": XLSX, "pdf": PDF}
"""Ending → content type."""


def report_file(report: Report, ending: str, *, subtitle: str, at: datetime) -> bytes:
    """Return the report as a file of the type `ending` names: headings, rows, and a last row of totals."""
    columns = report.shown
    header = [gettext(column.label) for column in columns]
    rows = [[row[column.key] for column in columns] for row in report.rows]
    rows.append([report.totals.get(column.key) for column in columns])
    title = gettext(report.title)
    if ending == "csv":
        return as_csv(header, rows)
    if ending == "xlsx":
        return as_xlsx(title, header, rows)
    numbers = [column.kind in {Kind.MONEY, Kind.QUANTITY} for column in columns]
    body = [[_text(value) for value in row] for row in rows]
    data = {"title": title, "subtitle": subtitle, "header": header, "numbers": numbers, "rows": body}
    return pdf_of("report", data, at=at)


def _text(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value:,f}"
    if isinstance(value, date):
        return value.strftime("%Y/%m/%d")
    return "" if value is None else str(value)
