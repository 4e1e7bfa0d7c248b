"""Closing statements with their lines, many at once."""

from collections import defaultdict
from collections.abc import Sequence

from daicho.closings.core.statement import StatementLine
from daicho.closings.models import ClosingStatement, ClosingStatementLine
from daicho.closings.queries._standings import line_of
from daicho.closings.queries._views import StatementView, view_of
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _


def statement_details(ctx: Ctx, *, statement_ids: Sequence[int]) -> list[StatementView]:
    """Return statements in this order, each with the lines of its period. Raises NotFound. Two statements."""
    del ctx  # the organisation is in scope
    rows = ClosingStatement.objects.select_related("contact").in_bulk(set(statement_ids))
    if len(rows) != len(set(statement_ids)):
        raise NotFound(_("Closing statement does not exist."))
    lines: dict[int, list[StatementLine]] = defaultdict(list)
    found = ClosingStatementLine.objects.filter(statement_id__in=list(rows), is_carried=False)
    for row in found.order_by("statement_id", "position"):
        lines[row.statement_id].append(line_of(row))
    return [view_of(rows[each], lines[each]) for each in statement_ids]
