"""A report as a table of formatted cells, with a way from every figure to what it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from urllib.parse import urlencode

from django.utils.translation import gettext

from daicho.kernel.text import noop as _
from daicho.ledger.core.account_type import ACCOUNT_TYPES
from daicho.platform.web.links import record_link
from daicho.platform.web.page import PageRequest, page_url
from daicho.reporting.catalogue import REPORTS, ReportKind
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Value

SECTIONS = {
    "income": _("Income"),
    "cost_of_goods_sold": _("Cost of goods sold"),
    "gross_profit": _("Gross profit"),
    "expense": _("Operating expenses"),
    "operating_profit": _("Operating profit"),
    "other_income": _("Other income"),
    "other_expense": _("Other expenses"),
    "net_profit": _("Net profit"),
    "assets": _("Assets"),
    "liabilities": _("Liabilities"),
    "equity": _("Equity"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, where it leads, whether it is a figure."""

    text: str
    url: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one heading ("" for a table without sections)."""

    title: str
    rows: list[list[Cell]]


@dataclass(frozen=True, slots=True)
class Table:
    """What the template draws. `summary` holds (label, figure) lines below a table with sections."""

    header: list[Cell]
    sections: list[Section]
    totals: list[Cell]
    summary: list[tuple[str, str]]


def table_of(request: PageRequest, kind: ReportKind, report: Report, asked: Parameters) -> Table:
    """Return the report's table, figures and names linked to where they come from."""
    columns = [column for column in report.shown if column.key != "section"]
    header = [Cell(gettext(column.label), is_number=_is_number(column)) for column in columns]
    drawn = [(str(row.get("section", "")), _cells(request, kind, columns, row, asked)) for row in report.rows]
    sections = [
        Section(gettext(SECTIONS[key]) if key else "", [cells for _key, cells in rows])
        for key, rows in groupby(drawn, key=lambda one: one[0])
    ]
    if any(column.key == "section" for column in report.columns):
        summary = [(gettext(SECTIONS[key]), _text(request, Kind.MONEY, value)) for key, value in report.totals.items()]
        return Table(header, sections, [], summary)
    totals = [
        Cell(_text(request, column.kind, report.totals.get(column.key)), is_number=_is_number(column))
        for column in columns
    ]
    return Table(header, sections, totals, [])


def _cells(
    request: PageRequest, kind: ReportKind, columns: list[Column], row: Mapping[str, Value], asked: Parameters
) -> list[Cell]:
    url = _origin(request, kind, row, asked)
    return [Cell(_named(request, column, row[column.key]), url, _is_number(column)) for column in columns]


def _named(request: PageRequest, column: Column, value: Value) -> str:
    """Return a value as people read it; types of accounts and records by their name."""
    match column.key:
        case "account_type":
            return gettext(ACCOUNT_TYPES[str(value)].name)
        case "account_name" | "source" if value:
            return gettext(str(value))
        case "source_type":
            return record_link(request.ctx, str(value), 0)[0]
    return _text(request, column.kind, value)


def _origin(request: PageRequest, kind: ReportKind, row: Mapping[str, Value], asked: Parameters) -> str:
    """Return where the row's figures come from: an account's lines, an item's lots, a document."""
    if row.get("account_id") and request.ctx.application in REPORTS["accounttransactions"].applications:
        start = asked.start if kind.is_period else date(1900, 1, 1)
        days = {"account_id": row["account_id"], "from_date": start, "to_date": asked.end}
        return f"{page_url(request.ctx, 'report', report_name='accounttransactions')}?{urlencode(days)}"
    if row.get("item_id"):
        query = {"item_id": row["item_id"], "as_of": asked.end}
        return f"{page_url(request.ctx, 'report', report_name='fifocostlots')}?{urlencode(query)}"
    if row.get("source_id"):
        return record_link(request.ctx, str(row["source_type"]), int(str(row["source_id"])))[1]
    return ""


def _is_number(column: Column) -> bool:
    return column.kind in {Kind.MONEY, Kind.QUANTITY}


def _text(request: PageRequest, kind: Kind, value: Value) -> str:
    match value:
        case None:
            return ""
        case Decimal() if kind is Kind.QUANTITY:
            return f"{value.normalize():,f}"
        case Decimal():
            return f"{value:,f}"
        case date():
            return request.formats.date(value)
        case _:
            return str(value)
