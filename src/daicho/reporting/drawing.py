"""What page, spreadsheet and paper show of a report, line by line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from daicho.kernel.text import noop as _
from daicho.ledger.core.account_type import ACCOUNT_TYPES
from daicho.platform.web.links import record_name
from daicho.reporting.core.ageing import CURRENT
from daicho.reporting.core.comparison import spread
from daicho.reporting.core.report import ACCRUAL, CASH, Column, Kind, Parameters, Report, Row, Value

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


BASES = {ACCRUAL: _("Accrual basis"), CASH: _("Cash basis")}


class Style(StrEnum):
    """What a line is."""

    HEADING = "heading"
    ROW = "row"
    TOTAL = "total"
    TIE = "tie"


@dataclass(frozen=True, slots=True)
class Line:
    """A line: the values of the report's shown columns, in their order, and the row they come from."""

    style: Style
    values: list[Value]
    row: Row


def lines_of(report: Report) -> Iterator[Line]:
    """Yield headings, rows and totals in the order in which they are read."""
    if not report.layout:
        yield from (_row(report, row) for row in report.rows)
        if report.totals:
            yield _total(report, gettext("Total"), "")
        for tie in report.ties:
            figures = [tie.figures.get(column.key) for column in report.shown]
            yield Line(Style.TIE, [gettext(tie.label), *figures[1:]], {})
    for section, totals in report.layout:
        rows = [row for row in report.rows if row["section"] == section]
        if rows:
            yield Line(Style.HEADING, [gettext(SECTIONS[section])], {})
        yield from (_row(report, row) for row in rows)
        for key in totals:
            name = gettext(SECTIONS[key])
            yield _total(report, gettext("Total: %(name)s") % {"name": name} if key == section else name, key)


def column_titles(report: Report, days: list[str]) -> list[str]:
    """Return the headings of the shown columns; with several periods a figure's heading names its period."""
    columns = report.shown
    alone = sum(column.is_figure and not column.place for column in columns) == 1
    return [_title(column, days, alone=alone) for column in columns]


def known_words(asked: Parameters, time_zone: str, written: Callable[[date], str]) -> str:
    """Return the sentence that tells of which moment a report is, "" where it is of now; `written` shows days."""
    if asked.known_at is None:
        return ""
    local = asked.known_at.astimezone(ZoneInfo(time_zone))
    return gettext("As it was known at %(moment)s") % {"moment": f"{written(local.date())} {local:%H:%M:%S}"}


def basis_words(report: Report) -> str:
    """Return the name of the basis that a report is on, "" where it knows one only."""
    return gettext(BASES[report.basis]) if report.basis else ""


def unit_words(report: Report, currency: str) -> str:
    """Return the sentence that tells in which currency the report's money is, "" where it has none."""
    has_money = any(column.kind is Kind.MONEY for column in report.shown)
    return gettext("Amounts in %(currency)s") % {"currency": currency} if has_money else ""


def value_text(column: Column, value: Value, written: Callable[[date], str]) -> str:
    """Return a value as people read it, figures exactly; `written` shows days."""
    match value:
        case Decimal() if column.kind is Kind.QUANTITY:
            return f"{value.normalize():,f}"
        case Decimal() if column.kind is Kind.SHARE:
            return f"{value:f}%"
        case Decimal():
            return f"{value:,f}"
        case date():
            return written(value)
        case str() if column.key == "source_type" and value:
            return record_name(value)
        case _:
            return "" if value is None else str(value)


def bucket_words(key: str) -> str:
    """Return how people read a bucket: "days_1_15" is "1–15 days"."""
    if key == CURRENT:
        return gettext("Not yet due")
    *_days, first, last = key.split("_")
    if first == "over":
        return gettext("Over %(days)s days") % {"days": last}
    return gettext("%(first)s–%(last)s days") % {"first": first, "last": last}


def _title(column: Column, days: list[str], *, alone: bool) -> str:
    label = gettext(column.label) if column.label else bucket_words(column.key)
    if len(days) == 1 or not column.is_figure:
        return label
    return days[column.place] if alone else f"{label} {days[column.place]}"


def _row(report: Report, row: Row) -> Line:
    return Line(Style.ROW, [_named(column, row[column.key]) for column in report.shown], row)


def _total(report: Report, label: str, key: str) -> Line:
    columns = report.shown
    figures = [
        report.totals.get(spread(key, column.place) if key else column.key) if column.is_figure else None
        for column in columns
    ]
    return Line(Style.TOTAL, [label, *figures[1:]], {})


def _named(column: Column, value: Value) -> Value:
    """Return types of accounts and names that we gave in the language of the reader."""
    if column.kind is Kind.BUCKET:
        return bucket_words(str(value))
    match column.key:
        case "method":
            return gettext(str(value))
        case "account_type":
            return gettext(ACCOUNT_TYPES[str(value)].name)
        case "account_name" | "source" if value:
            return gettext(str(value))
        case "contact_name" | "item_name" | "salesperson_name" | "tax_name" if value == "":
            return gettext("Without")
    return value
