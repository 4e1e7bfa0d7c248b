"""The reports that there are: one table for pages, navigation and API."""

from daicho.reporting.report_kind import ReportKind
from daicho.reporting.reports import books, contacts, inventory, taxes, trade

_GROUPS = (books.REPORTS, trade.REPORTS, contacts.REPORTS, taxes.REPORTS, inventory.REPORTS)
REPORTS: dict[str, ReportKind] = {kind.name: kind for group in _GROUPS for kind in group}
"""Name → report, in the order of the page that lists them."""
