"""Reports on what is open with customers and vendors."""

from functools import partial

from daicho.kernel.text import noop as _
from daicho.reporting.queries._sides import PAYABLE, RECEIVABLE, Side
from daicho.reporting.queries.ageing import ageing
from daicho.reporting.queries.ageing_details import ageing_details
from daicho.reporting.queries.contact_totals import contact_totals
from daicho.reporting.report_kind import BOTH, ReportKind

_AGES = ("contact_id", "interval")


def _balances(name: str, title: str, group: str, summary: str, side: Side, leads: str) -> ReportKind:
    query = partial(contact_totals, side=side, name=name, title=title)
    return ReportKind(
        name, title, group, summary, query, is_period=False, applications=BOTH, compares=True, leads=leads
    )


def _ageing(name: str, title: str, group: str, summary: str, side: Side, leads: str) -> ReportKind:
    query = partial(ageing, side=side, name=name, title=title)
    return ReportKind(name, title, group, summary, query, is_period=False, applications=BOTH, offers=_AGES, leads=leads)


def _details(name: str, title: str, group: str, summary: str, side: Side) -> ReportKind:
    query = partial(ageing_details, side=side, name=name, title=title)
    return ReportKind(name, title, group, summary, query, is_period=False, applications=BOTH, offers=(*_AGES, "bucket"))


_RECEIVABLES, _PAYABLES = _("Receivables"), _("Payables")

REPORTS = (
    _balances(
        "customerbalances", _("Customer balances"), _RECEIVABLES,
        _("What was invoiced to each customer, what was received, and what is open."), RECEIVABLE, "aragingdetails",
    ),
    _ageing(
        "araging", _("Ageing of receivables"), _RECEIVABLES,
        _("What each customer owes, by how late it is."), RECEIVABLE, "aragingdetails",
    ),
    _details(
        "aragingdetails", _("Ageing of receivables by document"), _RECEIVABLES,
        _("Every invoice, credit and balance that is open with customers."), RECEIVABLE,
    ),
    _balances(
        "vendorbalances", _("Vendor balances"), _PAYABLES,
        _("What each vendor billed, what was paid, and what is open."), PAYABLE, "apagingdetails",
    ),
    _ageing(
        "apaging", _("Ageing of payables"), _PAYABLES,
        _("What is owed to each vendor, by how late it is."), PAYABLE, "apagingdetails",
    ),
    _details(
        "apagingdetails", _("Ageing of payables by document"), _PAYABLES,
        _("Every bill, credit and balance that is open with vendors."), PAYABLE,
    ),
)  # fmt: skip
