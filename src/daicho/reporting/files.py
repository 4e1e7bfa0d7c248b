"""A report as a file: CSV, XLSX, PDF."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from django.utils.translation import get_language, gettext

from daicho.documents.printing import pdf_of
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.web.exports import CSV, XLSX, as_csv, as_xlsx
from daicho.platform.web.links import record_name
from daicho.reporting.core.report import CASH, Column, Kind, Report, Value
from daicho.reporting.drawing import Style, basis_words, column_titles, lines_of, unit_words, value_text

PDF = "application/pdf"
WIDEST = 12
"""Columns that a sheet of paper has room for."""
TYPES = {"csv": CSV, "xlsx": XLSX, "pdf": PDF}
"""Ending → content type."""


def report_file(ctx: Ctx, report: Report, ending: str, *, days: list[str], known: str = "") -> bytes:
    """Return the report as a file of the type `ending` names: headings, rows, totals.

    `days` says which days each of its periods covers, that of the report first; `known` (`known_words`) of which moment
    in the past it is: below the title on paper, below everything in tables for programs, as is the cash basis. On paper
    stand also whose report it is, its basis and the currency of its amounts; kinds of records are called by their names
    everywhere.
    """
    columns, header = report.shown, column_titles(report, days)
    lines = list(lines_of(report))
    rows = [[*line.values, *[None] * (len(columns) - len(line.values))] for line in lines]
    title = gettext(report.title)
    if ending in {"csv", "xlsx"}:
        remarks = [basis_words(report) if report.basis == CASH else "", known]
        rows += [[remark, *[None] * (len(columns) - 1)] for remark in remarks if remark]
        named = [[_named(column, value) for column, value in zip(columns, row, strict=True)] for row in rows]
        return as_csv(header, named) if ending == "csv" else as_xlsx(title, header, named)
    profile = organization_profile(ctx)
    words = (days[0], basis_words(report), known, unit_words(report, profile.base_currency))
    data = {
        "lang": (get_language() or "en")[:2],
        "organization": profile.name,
        "title": title,
        "subtitle": " · ".join(filter(None, words)),
        "header": [_broken(title, days) for title in header],
        "numbers": [column.is_figure or column.kind is Kind.SHARE for column in columns],
        "short": [column.kind is Kind.DATE or column.key == "source_type" for column in columns],
        "sheets": sheets_of(columns),
        "rows": [[value_text(column, value, _day) for column, value in zip(columns, row, strict=True)] for row in rows],
        "bold": [place for place, line in enumerate(lines) if line.style is not Style.ROW],
    }
    return pdf_of("report", data, at=ctx.now)


def sheets_of(columns: Sequence[Column]) -> list[list[int]]:
    """Return the places of the columns that stand on each sheet: all on one, if there is room for them.

    Else every sheet has the names, and the figures of as many whole periods as there is room for, one at least.
    """
    names = [place for place, column in enumerate(columns) if not column.is_figure]
    figures = [place for place, column in enumerate(columns) if column.is_figure]
    sheets = [list(names)]
    for _period, places in groupby(figures, key=lambda place: columns[place].place):
        of_period = list(places)
        if len(sheets[-1]) > len(names) and len(sheets[-1]) + len(of_period) > WIDEST:
            sheets.append(list(names))
        sheets[-1] += of_period
    return sheets


def _named(column: Column, value: Value) -> Value:
    return record_name(value) if column.key == "source_type" and isinstance(value, str) and value else value


def _day(day: date) -> str:
    return day.strftime("%Y/%m/%d")


def _broken(title: str, days: list[str]) -> str:
    """Return a heading that names a period in lines of its own, which leaves room for names in wide tables."""
    for period in days:
        title = title.replace(period, "\n" + period.replace(" – ", " –\n"))
    return title.replace(" \n", "\n").strip()
