"""A closing statement with its lines."""

from daicho.closings.queries._views import StatementView
from daicho.closings.queries.statement_details import statement_details
from daicho.kernel.context import Ctx


def statement_detail(ctx: Ctx, *, statement_id: int) -> StatementView:
    """Return one statement with the lines of its period. Raises NotFound."""
    return statement_details(ctx, statement_ids=[statement_id])[0]
