"""A report as a file: CSV, XLSX, PDF."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext

from daicho.documents.printing import pdf_of
from daicho.platform.web.exports import CSV, XLSX, as_csv, as_xlsx
from daicho.reporting.core.report import Report, Value
from daicho.reporting.drawing import Style, column_titles, lines_of

PDF = "application/pdf"
TYPES = {"csv": CSV, "xlsx": XLSX, "pdf": PDF}
"""Ending → content type."""


def report_file(report: Report, ending: str, *, days: list[str], at: datetime, known: str = "") -> bytes:
    """Return the report as a file of the type `ending` names: headings, rows, totals.

    `days` says which days each of its periods covers, that of the report first; `known` (`known_words`) of which moment
    in the past it is: below the title on paper, below everything in tables for programs.
    """
    columns, header = report.shown, column_titles(report, days)
    lines = list(lines_of(report))
    rows = [[*line.values, *[None] * (len(columns) - len(line.values))] for line in lines]
    title = gettext(report.title)
    if ending != "pdf" and known:
        rows.append([known, *[None] * (len(columns) - 1)])
    if ending == "csv":
        return as_csv(header, rows)
    if ending == "xlsx":
        return as_xlsx(title, header, rows)
    data = {
        "title": title,
        "subtitle": " · ".join(filter(None, (days[0], known))),
        "header": header,
        "numbers": [column.is_figure for column in columns],
        "rows": [[_text(value) for value in row] for row in rows],
        "bold": [place for place, line in enumerate(lines) if line.style is not Style.ROW],
    }
    return pdf_of("report", data, at=at)


def _text(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value:,f}"
    if isinstance(value, date):
        return value.strftime("%Y/%m/%d")
    return "" if value is None else str(value)
