"""Tables of closing statements. Private to this package."""

from daicho.closings.models.statement import ClosingStatement, ClosingStatementLine

__all__ = ["ClosingStatement", "ClosingStatementLine"]
