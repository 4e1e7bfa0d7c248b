"""What journals are called on pages."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.platform.web.cells import Badge

JOURNAL_CHANGED = {
    "number": _("Number"),
    "date": _("Date"),
    "reference": _("Reference number"),
    "notes": _("Notes"),
    "journal_type": _("Counts in reports on"),
    "currency_code": _("Currency"),
    "rate_micro": _("Exchange rate"),
    "state": _("Status"),
    "is_inclusive_tax": _("Amounts include tax"),
    "lines": _("Lines"),
}


def state_badge(state: str) -> Badge:
    """Return whether a journal is in the books, as a label."""
    return Badge(gettext("Draft"), "secondary") if state == "draft" else Badge(gettext("Published"), "green")
