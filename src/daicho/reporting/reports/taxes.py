"""Reports on taxes."""

from daicho.kernel.text import noop as _
from daicho.reporting.queries.consumption_tax_return import consumption_tax_return
from daicho.reporting.queries.tax_details import tax_details
from daicho.reporting.queries.tax_summary import tax_summary
from daicho.reporting.report_kind import BOOKS, BOTH, ReportKind

_TAXES = _("Taxes")

REPORTS = (
    ReportKind(
        "taxsummary", _("Tax summary"), _TAXES,
        _("Sales and purchases by tax, rate and reclaimable share, with what is in the tax accounts."), tax_summary,
        is_period=True, applications=BOTH, compares=True, leads="taxdetails",
    ),
    ReportKind(
        "taxdetails", _("Tax summary by document"), _TAXES,
        _("The taxes of every invoice, bill and credit of a period."), tax_details, is_period=True, applications=BOTH,
        offers=("tax_id",),
    ),
    ReportKind(
        "consumptiontaxreturn", _("Consumption tax return"), _TAXES,
        _("What is to be paid of Japanese consumption tax, by each way of computing it."), consumption_tax_return,
        is_period=True, applications=BOOKS, is_japanese=True,
    ),
)  # fmt: skip
