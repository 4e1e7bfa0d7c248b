"""Reports on taxes."""

from daicho.kernel.text import noop as _
from daicho.reporting.queries.tax_details import tax_details
from daicho.reporting.queries.tax_summary import tax_summary
from daicho.reporting.report_kind import BOTH, ReportKind

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
)  # fmt: skip
