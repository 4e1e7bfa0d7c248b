"""The home page: what is owed and open, what was earned, sold and bought, what waits; every figure leads to more."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext

from daicho.kernel.money import Money
from daicho.kernel.periods import Period
from daicho.platform.access import MEMBER
from daicho.platform.web.cards import Card, CardView, Figure
from daicho.platform.web.charts import Series, column_chart, stack_chart
from daicho.platform.web.page import PageRequest, find_page_url, page_url
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.ageing import CURRENT, LONG, bucket_keys
from daicho.reporting.core.report import ACCRUAL
from daicho.reporting.drawing import bucket_words
from daicho.reporting.queries.books_by_month import BooksByMonth, books_by_month
from daicho.reporting.queries.open_by_age import OpenByAge, open_by_age
from daicho.reporting.queries.tied_out import tied_out
from daicho.reporting.queries.top_items import top_items
from daicho.reporting.queries.trade_by_month import trade_by_month

_TOP = 5
_MONEY_LINES = 3


def show_owed(request: PageRequest) -> list[CardView]:
    """Return the cards of unpaid invoices and bills, by age."""
    may = request.ctx.actor.may
    found = open_by_age(request.ctx)
    cards = []
    if may("invoices.view"):
        words = (gettext("Receivables"), gettext("Unpaid invoices"))
        cards.append(_owed(request, found["invoice"], "invoices", "aragingdetails", words, "file-invoice"))
    if may("bills.view"):
        words = (gettext("Payables"), gettext("Unpaid bills"))
        cards.append(_owed(request, found["bill"], "bills", "apagingdetails", words, "receipt"))
    return cards


def _owed(
    request: PageRequest, side: OpenByAge, list_page: str, report: str, words: tuple[str, str], icon: str
) -> CardView:  # fmt: skip
    title, name = words
    url = page_url(request.ctx, list_page)
    series = [
        Series(
            bucket_words(key),
            [side.buckets[key]],
            [f"{bucket_words(key)}: {_money(request, side.buckets[key])}"],
            [_report(request, report, bucket=key, interval=str(LONG))],
        )
        for key in bucket_keys(LONG)
    ]
    figures = (
        Figure(name, _money(request, side.total), f"{url}?status=unpaid"),
        Figure(gettext("Count"), f"{side.count:,}", f"{url}?status=unpaid"),
        Figure(gettext("Current"), _money(request, side.buckets[CURRENT]), series[0].urls[0]),
        Figure(
            gettext("Overdue"), _money(request, side.late), f"{url}?view=overdue", colour="red" if side.late else ""
        ),
    )
    chart = stack_chart(gettext("%(title)s by age") % {"title": title}, series)
    note = "" if side.count else gettext("Nothing is open.")
    ageing = _report(request, report.replace("details", ""), interval=str(LONG))
    return CardView(title, icon, figures, ageing or url, note, chart)


def show_books(request: PageRequest) -> list[CardView]:
    """Return the cards of income and expense, and of money."""
    books = books_by_month(request.ctx)
    return [_result(request, books), _held(request, books)]


def _result(request: PageRequest, books: BooksByMonth) -> CardView:
    urls = [_report(request, "profitandloss", **_days(month)) for month in books.months]
    income, expense = gettext("Income"), gettext("Costs and expenses")
    series = [
        _series(request, income, books.months, books.income, urls),
        _series(request, expense, books.months, books.expense, urls),
    ]
    earned, spent = sum(books.income), sum(books.expense)
    whole = _report(request, "profitandloss", **_days(Period(books.months[0].start, books.months[-1].end)))
    figures = (
        Figure(gettext("Profit of twelve months"), _money(request, earned - spent), whole),
        Figure(income, _money(request, earned), whole),
        Figure(expense, _money(request, spent), whole),
    )
    chart = column_chart(gettext("Income and expense by month"), _labels(books.months), series)
    return CardView(gettext("Income and expense"), "report-analytics", figures, whole, chart=chart, is_wide=True)


def _held(request: PageRequest, books: BooksByMonth) -> CardView:
    urls = [_report(request, "balancesheet", as_of=month.end.isoformat()) for month in books.months]
    name = gettext("Cash and bank")
    lines = [
        Figure(account.name, _money(request, account.balance), _account(request, account.account_id, books.months))
        for account in books.accounts[:_MONEY_LINES]
    ]
    total = Figure(gettext("Today"), _money(request, books.money[-1]), urls[-1])
    chart = column_chart(
        gettext("Cash and bank at the end of each month"),
        _labels(books.months),
        [_series(request, name, books.months, books.money, urls)],
    )
    return CardView(name, "building-bank", (total, *lines), urls[-1], chart=chart)


def _account(request: PageRequest, account_id: int, months: Sequence[Period]) -> str:
    days = _days(Period(months[0].start, months[-1].end))
    return _report(request, "accounttransactions", account_id=str(account_id), **days)


def show_trade(request: PageRequest) -> list[CardView]:
    """Return the card of sales and purchases by month."""
    trade = trade_by_month(request.ctx)
    names = (gettext("Sales"), gettext("Purchases"))
    reports = ("salesbycustomer", "purchasesbyvendor")
    series = [
        _series(
            request, name, trade.months, values, [_report(request, report, **_days(month)) for month in trade.months]
        )
        for name, report, values in zip(names, reports, (trade.sales, trade.purchases), strict=True)
    ]
    figures = (
        Figure(gettext("Sales of this month"), _money(request, trade.sales[-1]), series[0].urls[-1]),
        Figure(gettext("Purchases of this month"), _money(request, trade.purchases[-1]), series[1].urls[-1]),
        Figure(gettext("Sales of last month"), _money(request, trade.sales[-2]), series[0].urls[-2]),
    )
    chart = column_chart(gettext("Sales and purchases by month, without tax"), _labels(trade.months), series)
    return [
        CardView(gettext("Sales and purchases"), "chart-bar", figures, series[0].urls[-1], chart=chart, is_wide=True)
    ]


def show_top_items(request: PageRequest) -> list[CardView]:
    """Return the card of what sold best of late."""
    period, items = top_items(request.ctx, count=_TOP)
    best = items[0].amount if items else 0
    lines = tuple(
        Figure(
            item.name,
            _money(request, item.amount),
            page_url(request.ctx, "item", item_id=item.item_id),
            share=100 * item.amount // best,
        )
        for item in items
    )
    note = "" if items else gettext("Nothing was sold in the last thirty days.")
    url = _report(request, "salesbyitem", **_days(period))
    return [CardView(gettext("Best sellers of thirty days"), "star", lines, url, note, is_ranking=True)]


def show_tied_out(request: PageRequest) -> list[CardView]:
    """Return the card that sets the value of stock beside the inventory accounts."""
    sides = tied_out(request.ctx)
    url = page_url(request.ctx, "report", report_name="inventoryvaluation")
    amounts = (
        (gettext("Stock value"), sides.stock_value),
        (gettext("Inventory accounts"), sides.inventory_accounts),
    )
    figures = tuple(Figure(label, _money(request, minor), url) for label, minor in amounts)
    note = gettext("Tied out: both are the same.") if sides.agrees else gettext("They differ: run daicho verify.")
    return [
        CardView(gettext("Stock and books"), "circle-check" if sides.agrees else "alert-triangle", figures, url, note)
    ]


def _series(
    request: PageRequest, name: str, months: Sequence[Period], values: Sequence[int], urls: Sequence[str]
) -> Series:  # fmt: skip
    titles = [
        f"{request.formats.date(month.start)[:7]} {name}: {_money(request, value)}"
        for month, value in zip(months, values, strict=True)
    ]
    return Series(name, values, titles, urls)


def _labels(months: Sequence[Period]) -> list[str]:
    return [month_name(month.start) for month in months]


def month_name(day: date) -> str:
    """Return a month's short name in the active language."""
    return str(MONTHS_3[day.month]).capitalize()


def _money(request: PageRequest, minor: int) -> str:
    return request.formats.money(Money(minor, request.formats.base_currency))


def _days(period: Period) -> Mapping[str, str]:
    return {"from_date": period.start.isoformat(), "to_date": period.end.isoformat()}


def _report(request: PageRequest, name: str, **asked: str) -> str:
    """Return the address of a report, on the basis of the cards' figures; "" for who may not see it."""
    if not request.ctx.actor.may("reports.view"):
        return ""
    url = find_page_url(request.ctx, "report", report_name=name)
    basis = {"basis": ACCRUAL} if REPORTS[name].has_cash_basis else {}
    return f"{url}?{urlencode(asked | basis)}" if url else ""


OWED = Card(MEMBER, show_owed)
BOOKS = Card("reports.view", show_books)
TRADE = Card("reports.view", show_trade)
TOP_ITEMS = Card("reports.view", show_top_items)
TIED_OUT = Card("reports.view", show_tied_out)
