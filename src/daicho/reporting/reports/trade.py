"""Reports on sales and purchases."""

from collections.abc import Sequence
from functools import partial

from daicho.kernel.text import noop as _
from daicho.reporting.queries._trade import PURCHASES, SALES, Source
from daicho.reporting.queries.trade_details import trade_details
from daicho.reporting.queries.trade_report import CONTACT, ITEM, SALESPERSON, By, trade_report
from daicho.reporting.report_kind import BOTH, ReportKind

_SALES, _PURCHASES = _("Sales"), _("Purchases")


def _by(name: str, title: str, group: str, summary: str, sources: Sequence[Source], by: By) -> ReportKind:
    query = partial(trade_report, sources=sources, by=by, name=name, title=title)
    leads = "salesdetails" if sources is SALES else "purchasedetails"
    return ReportKind(
        name, title, group, summary, query, is_period=True, applications=BOTH, compares=True,
        chart=("amount",), leads=leads,
    )  # fmt: skip


def _details(
    name: str, title: str, group: str, summary: str, sources: Sequence[Source], offers: tuple[str, ...]
) -> ReportKind:
    query = partial(trade_details, sources=sources, name=name, title=title)
    return ReportKind(name, title, group, summary, query, is_period=True, applications=BOTH, offers=offers)


REPORTS = (
    _by(
        "salesbycustomer", _("Sales by customer"), _SALES,
        _("What was invoiced to each customer in a period, less credit notes."), SALES, CONTACT,
    ),
    _by(
        "salesbyitem", _("Sales by item"), _SALES,
        _("Quantity and amount of each item that was sold, with cost and margin."), SALES, ITEM,
    ),
    _by(
        "salesbysalesperson", _("Sales by salesperson"), _SALES,
        _("What each salesperson sold in a period, less credit notes."), SALES, SALESPERSON,
    ),
    _details(
        "salesdetails", _("Sales by line"), _SALES,
        _("Every line of invoices and credit notes of a period."), SALES,
        ("contact_id", "item_id", "salesperson_id"),
    ),
    _by(
        "purchasesbyvendor", _("Purchases by vendor"), _PURCHASES,
        _("What each vendor billed in a period, less vendor credits."), PURCHASES, CONTACT,
    ),
    _by(
        "purchasesbyitem", _("Purchases by item"), _PURCHASES,
        _("Quantity and amount of each item that was bought."), PURCHASES, ITEM,
    ),
    _details(
        "purchasedetails", _("Purchases by line"), _PURCHASES,
        _("Every line of bills and vendor credits of a period."), PURCHASES, ("contact_id", "item_id"),
    ),
)  # fmt: skip
