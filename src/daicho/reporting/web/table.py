"""A report as a table of formatted cells, with a way from every figure to what it is made of."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext

from daicho.platform.web.links import record_link
from daicho.platform.web.page import PageRequest, page_url
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.ageing import bucket_keys
from daicho.reporting.core.comparison import spread
from daicho.reporting.core.report import EXPLAIN, Column, Parameters, Report, Row, Value
from daicho.reporting.drawing import SECTIONS, Line, Style, column_titles, lines_of, value_text
from daicho.reporting.report_kind import ReportKind


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, where it leads, whether it is a figure."""

    text: str
    url: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; `style` is heading, row or total."""

    style: Style
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """What the template draws. `is_empty`: there are totals only."""

    header: list[Cell]
    rows: list[TableRow]
    is_empty: bool


def table_of(request: PageRequest, kind: ReportKind, report: Report, asked: Parameters) -> Table:
    """Return the report's table, figures and names linked to where they come from."""
    columns, days = report.shown, kind.days(asked, request.formats.date)
    titles = column_titles(report, days)
    header = [Cell(title, is_number=column.is_figure) for title, column in zip(titles, columns, strict=True)]
    rows = []
    for line in lines_of(report):
        pairs = zip(columns, line.values, strict=False)
        cells = [_cell(request, kind, column, value, line, asked) for column, value in pairs]
        rows.append(TableRow(line.style, cells))
    return Table(header, rows, not report.rows)


def chart_of(request: PageRequest, kind: ReportKind, report: Report, asked: Parameters) -> dict[str, object] | None:
    """Return what is drawn over the periods, the earliest first; None where there is but one, or nothing to draw."""
    if not kind.chart or not asked.compared:
        return None
    places = range(len(asked.compared), -1, -1)
    days = kind.days(asked, request.formats.date)
    labels = {column.key: column.label for column in report.columns}
    series = [
        {
            "label": gettext(SECTIONS.get(key) or labels[key]),
            "data": [str(report.totals[spread(key, place)]) for place in places],
        }
        for key in kind.chart
    ]
    return {"labels": [days[place] for place in places], "series": series}


def _cell(
    request: PageRequest, kind: ReportKind, column: Column, value: Value, line: Line, asked: Parameters
) -> Cell:  # fmt: skip
    text = value_text(column, value, request.formats.date)
    return Cell(text, _origin(request, kind, line, asked, column) if text else "", column.is_figure)


def _origin(request: PageRequest, kind: ReportKind, line: Line, asked: Parameters, column: Column) -> str:
    """Return where a figure comes from: an account's lines in its period, an item's lots, documents, a document."""
    row = line.row
    leads = column.leads or str(row.get("leads", "")) or kind.leads
    if leads == EXPLAIN:
        query = {"source_type": row.get("source_type"), "source_id": row.get("source_id")}
        return f"{page_url(request.ctx, 'report_explain')}?{urlencode(query)}" if all(query.values()) else ""
    if column.is_figure and leads and line.style in {Style.ROW, Style.TOTAL}:
        return _report_url(request, leads, kind, row, asked, column)
    if kind.leads or column.leads or column.key in _RECORDS:
        entity, key = _RECORDS.get(column.key, ("", ""))
        return record_link(request.ctx, entity, int(str(row[key])))[1] if row.get(key) else ""
    return _usual_origin(request, kind, row, asked, column)


def _usual_origin(request: PageRequest, kind: ReportKind, row: Row, asked: Parameters, column: Column) -> str:
    if row.get("account_id"):
        return _report_url(request, "accounttransactions", kind, row, asked, column)
    if row.get("item_id") and not row.get("source_id"):
        return _report_url(request, "fifocostlots", kind, row, asked, column)
    if not row.get("source_id"):
        return ""
    if column.is_figure and row.get("is_cost"):
        query = {"source_type": row["source_type"], "source_id": row["source_id"]}
        return f"{page_url(request.ctx, 'report_explain')}?{urlencode(query)}"
    return record_link(request.ctx, str(row["source_type"]), int(str(row["source_id"])))[1]


_RECORDS = {"contact_name": ("contact", "contact_id"), "item_name": ("item", "item_id")}
"""Columns that name a record: its kind, and the column of its id. Items are shown by their lots where there is no
report that leads on."""


def _narrowed(row: Row, key: str, asked: object) -> object:
    """Return by what a report is narrowed: by the row's id (0: a row without one), or as the one that is shown."""
    return (row[key] or 0) if key in row and key.endswith("_id") else asked


def _report_url(
    request: PageRequest, name: str, kind: ReportKind, row: Row, asked: Parameters, column: Column
) -> str:  # fmt: skip
    """Return the address of the report `name` on what a figure is about, as known at the same moment."""
    target, period = REPORTS[name], asked.periods[column.place]
    if request.ctx.application not in target.applications:
        return ""
    query: dict[str, object] = {"as_of": period.end}
    if target.is_period:
        query = {"from_date": period.start if kind.is_period else date(1900, 1, 1), "to_date": period.end}
    if asked.known_at:
        query["known_at"] = asked.known_at.isoformat()
    if target.has_cash_basis:
        query["basis"] = asked.basis
    for key in (*target.asks, *target.offers):
        if (value := _narrowed(row, key, getattr(asked, key))) not in {None, ""}:
            query[key] = value
    if "bucket" in target.offers and column.key in bucket_keys(asked.interval):
        query["bucket"] = column.key
    return f"{page_url(request.ctx, 'report', report_name=name)}?{urlencode(query)}"
