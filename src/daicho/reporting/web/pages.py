"""The pages of the reports: the list of them, and one page that shows any."""

from datetime import date, datetime, timedelta
from itertools import groupby
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils.translation import gettext

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.periods import Period, fiscal_year_of, month_of
from daicho.kernel.text import noop as _
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import render_page
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.ageing import INTERVALS, LONG, bucket_keys
from daicho.reporting.core.comparison import MOST, Compare
from daicho.reporting.core.report import Parameters, Report
from daicho.reporting.drawing import BASES, basis_words, bucket_words, known_words, unit_words
from daicho.reporting.files import TYPES, report_file
from daicho.reporting.queries.account_rows import account_rows
from daicho.reporting.report_kind import ReportKind
from daicho.reporting.web.explain import explain_page
from daicho.reporting.web.table import chart_of, table_of
from daicho.reporting.web.tied_out import badge, proof


def reports_page(request: PageRequest) -> HttpResponse:
    """Show the reports of the application, by group."""
    is_japanese = organization_profile(request.ctx).is_japanese
    kinds = [
        kind
        for kind in REPORTS.values()
        if request.ctx.application in kind.applications and not _asks_id(kind) and (is_japanese or not kind.is_japanese)
    ]
    groups = [
        {
            "title": gettext(group),
            "reports": [
                {
                    "title": gettext(kind.title),
                    "summary": gettext(kind.summary),
                    "url": page_url(request.ctx, "report", report_name=kind.name),
                }
                for kind in of_group
            ],
        }
        for group, of_group in groupby(kinds, key=lambda kind: kind.group)
    ]
    return render_page(request, "reporting/reports.html", {"groups": groups})


def report_page(request: PageRequest, report_name: str) -> HttpResponse:
    """Show a report with its parameters, or give it as a file. Raises NotFound for a name that is none."""
    kind = REPORTS.get(report_name)
    if kind is None or request.ctx.application not in kind.applications:
        raise NotFound(_("%(entity)s does not exist."), {"entity": "Report"})
    given = {key: request.GET[key] for key in request.GET}
    if "interval" in kind.offers and organization_profile(request.ctx).country_code == "JP":
        given.setdefault("interval", str(LONG))  # japan.md REP-05
    if kind.has_cash_basis:
        given.setdefault("basis", organization_profile(request.ctx).tax_basis)
    asked = kind.asked(request.ctx, {**given, "known_at": _in_zone(request.ctx, given.get("known_at", ""))})
    report = kind.query(request.ctx, parameters=asked)
    days = kind.days(asked, request.formats.date)
    known = known_words(asked, request.ctx.time_zone, request.formats.date)
    if given.get("format") in TYPES:
        return _file(request, report, given["format"], days, known)
    context = {
        "report": table_of(request, kind, report, asked),
        "chart": chart_of(request, kind, report, asked),
        "title": gettext(report.title),
        "subtitle": " · ".join(
            filter(None, (days[0], basis_words(report), unit_words(report, request.formats.base_currency)))
        ),
        "known": known,
        "kind": kind,
        "asked": _shown(request.ctx, asked),
        "given": given,
        "presets": _presets(request.ctx, kind, given),
        "stocks": [("accounting", gettext("Accounting stock")), ("physical", gettext("Physical stock"))],
        "comparisons": [
            ("", gettext("Nothing")),
            (Compare.PREVIOUS_PERIOD, gettext("Previous period")),
            (Compare.PREVIOUS_YEAR, gettext("Previous year")),
        ],
        "bases": [(basis, gettext(name)) for basis, name in BASES.items()] if kind.has_cash_basis else [],
        "counts": [str(number) for number in range(1, MOST + 1)],
        **_offered(request, kind, asked),
        "accounts": [one for one in account_rows(request.ctx) if one.is_active] if "account_id" in kind.asks else [],
        "files": [(ending.upper(), f"?{urlencode({**given, 'format': ending})}") for ending in TYPES],
    }
    return render_page(request, "reporting/report.html", context)


def _asks_id(kind: ReportKind) -> bool:
    """Whether the report is about one record, so that people come to it from that record."""
    return "account_id" in kind.asks or "item_id" in kind.asks


def _offered(request: PageRequest, kind: ReportKind, asked: Parameters) -> dict[str, object]:
    """Return what narrows the report: lengths of buckets, buckets, and the address without what narrows it already."""
    narrow = {name: getattr(asked, name) for name in (*_NARROWING, "bucket") if name in kind.offers}
    kept = {name: value for name, value in narrow.items() if value}
    plain = {key: request.GET[key] for key in request.GET if key not in narrow}
    return {
        "intervals": [(str(days), gettext("%(days)s days") % {"days": days}) for days in INTERVALS]
        if "interval" in kind.offers
        else [],
        "buckets": [("", gettext("All")), *((key, bucket_words(key)) for key in bucket_keys(asked.interval))]
        if "bucket" in kind.offers
        else [],
        "kept": {name: str(value) for name, value in kept.items() if name != "bucket"},
        "whole": f"?{urlencode(plain)}" if kept else "",
    }


_NARROWING = ("contact_id", "item_id", "tax_id", "salesperson_id")


def _file(request: PageRequest, report: Report, ending: str, days: list[str], known: str) -> HttpResponse:
    content = report_file(request.ctx, report, ending, days=days, known=known)
    headers = {"Content-Disposition": f'attachment; filename="{report.name}.{ending}"'}
    return HttpResponse(content, content_type=TYPES[ending], headers=headers)


def _in_zone(ctx: Ctx, text: str) -> str:
    """Return a moment that a person gave, which is one of the organisation's time zone unless it says so."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(ctx.time_zone))).isoformat()


def _shown(ctx: Ctx, asked: Parameters) -> dict[str, str]:
    known_at = asked.known_at.astimezone(ZoneInfo(ctx.time_zone)).replace(tzinfo=None) if asked.known_at else None
    return {
        "known_at": known_at.isoformat(timespec="seconds") if known_at else "",
        "from_date": asked.start.isoformat(),
        "to_date": asked.end.isoformat(),
        "account_id": str(asked.account_id or ""),
        "item_id": str(asked.item_id or ""),
        "stock": asked.stock,
        "basis": asked.basis,
        "interval": str(asked.interval),
        "bucket": asked.bucket,
    }


def _presets(ctx: Ctx, kind: ReportKind, given: dict[str, str]) -> list[tuple[str, str]]:
    """Return (label, address) of the usual periods, or of their last days."""
    this_month = month_of(ctx.today)
    last_month = month_of(this_month.start - timedelta(days=1))
    this_year = fiscal_year_of(ctx.today, organization_profile(ctx).fiscal_year_start_month)
    last_year = fiscal_year_of(this_year.start - timedelta(days=1), this_year.start.month)
    periods = (
        (gettext("This month"), this_month),
        (gettext("Last month"), last_month),
        (gettext("This fiscal year"), this_year),
        (gettext("Last fiscal year"), last_year),
    )
    presets = [(label, f"?{urlencode({**given, **_days(kind, period)})}") for label, period in periods]
    if kind.chart:
        by_month = {"compare": str(Compare.PREVIOUS_PERIOD), "periods": "11"}
        presets.append((gettext("By month"), f"?{urlencode({**given, **_days(kind, this_month), **by_month})}"))
    return presets


def _days(kind: ReportKind, period: Period) -> dict[str, date]:
    return {"from_date": period.start, "to_date": period.end} if kind.is_period else {"as_of": period.end}


PAGES = [
    Page("reports/", "reports", "reports.view", reports_page),
    Page("reports/explain/", "report_explain", "reports.view", explain_page),
    Page("reports/tied-out/", "tied_out", "reports.view", proof),
    Page("reports/tied-out/badge/", "tied_out_badge", "reports.view", badge, followed=False),
    Page("reports/<slug:report_name>/", "report", "reports.view", report_page),
]
