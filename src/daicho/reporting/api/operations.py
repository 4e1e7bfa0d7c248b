"""The reports API (INTERFACE.md §5)."""

from datetime import date
from decimal import Decimal

from daicho.kernel.errors import invalid
from daicho.kernel.text import noop as _
from daicho.platform.wire.operation import Answer, Call, Download, Json, Operation, Record
from daicho.platform.wire.writer import day_text, id_text
from daicho.reporting.api.explain import EXPLAIN
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.report import CASH, Column, Kind, Parameters, Report, Value
from daicho.reporting.drawing import known_words
from daicho.reporting.files import TYPES, report_file
from daicho.reporting.report_kind import ReportKind

_ACCEPTED = {content_type.partition(";")[0]: ending for ending, content_type in TYPES.items()} | {
    "application/json": ""
}


def _operation(kind: ReportKind) -> Operation:
    def handler(call: Call[None]) -> Answer:
        asked = kind.asked(call.ctx, call.query)
        report = kind.query(call.ctx, parameters=asked)
        ending = _ending(call)
        if not ending:
            return Record("report", report_json(report, asked))
        known = known_words(asked, call.ctx.time_zone, day_text)
        content = report_file(call.ctx, report, ending, days=kind.days(asked, day_text), known=known)
        return Download(f"{kind.name}.{ending}", TYPES[ending], content)

    return Operation(
        "GET",
        f"/reports/{kind.name}",
        "reports.view",
        "reports.READ",
        handler,
        kind.summary,
        parameters=(*kind.parameters, "accept"),
        applications=kind.applications,
    )


def report_json(report: Report, asked: Parameters) -> dict[str, Json]:
    """Return the report as INTERFACE.md promises: name, rows by key, totals.

    Where it compares, figures of the n-th earlier period end in _n, and `compared` says which periods they are. `ties`:
    what the books say of the totals. `basis` is told where it is the cash basis.
    """
    periods: list[Json] = [
        {"from_date": day_text(period.start), "to_date": day_text(period.end)} for period in asked.compared
    ]
    ties: list[Json] = [
        {"name": tie.label, **{key: _number(value) for key, value in tie.figures.items()}} for tie in report.ties
    ]
    return {
        "name": report.name,
        "rows": [{column.key: _value(column, row[column.key]) for column in report.columns} for row in report.rows],
        "totals": {key: _number(value) for key, value in report.totals.items()},
        **({"compared": periods} if periods else {}),
        **({"ties": ties} if ties else {}),
        **({"basis": CASH} if report.basis == CASH else {}),
    }


def _value(column: Column, value: Value) -> Json:
    if column.kind is Kind.ID:
        return id_text(value) if isinstance(value, int) else ""
    return day_text(value) if isinstance(value, date) else _number(value)


def _number(value: Value) -> Json:
    return value if isinstance(value, Decimal | str | int) else ""


def _ending(call: Call[None]) -> str:
    """Return the file type that the client wants, "" for JSON: `accept=` or the Accept header."""
    wanted = call.query.get("accept", "").lower()
    if wanted:
        if wanted not in {*TYPES, "json"}:
            raise invalid("accept", _("Invalid value passed for %(field)s"), {"field": "accept"})
        return "" if wanted == "json" else wanted
    return _ACCEPTED.get(call.headers.get("accept", "").partition(",")[0].partition(";")[0].strip().lower(), "")


OPERATIONS = [*(_operation(kind) for kind in REPORTS.values()), EXPLAIN]
