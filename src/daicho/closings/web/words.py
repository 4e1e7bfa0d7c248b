"""What codes are called on the pages of closing statements."""

from django.utils.translation import gettext as _

from daicho.closings.queries._views import StatementView
from daicho.platform.web.cells import Badge


def state_badge(view: StatementView) -> Badge:
    """Return whether the statement counts, as a label."""
    return Badge(_("Closed period"), "green") if view.is_closed else Badge(_("Cancelled"), "secondary")
