"""Closing statements as a list."""

from daicho.closings.models import ClosingStatement
from daicho.closings.queries._listing import LISTING
from daicho.closings.queries._views import StatementView, view_of
from daicho.kernel.context import Ctx
from daicho.platform.listing import Criteria, Rows, filter_rows, page_of


def list_statements(ctx: Ctx, *, criteria: Criteria) -> Rows[StatementView]:
    """Return a page of closing statements without their lines, the latest first."""
    rows = filter_rows(ctx, ClosingStatement.objects.select_related("contact"), LISTING, criteria)
    page = page_of(rows, criteria)
    return Rows([view_of(row) for row in page.rows], page.has_more, page.total)
