"""The scoped compilers with PostgreSQL's own bulk insert."""

from django.db.backends.postgresql import compiler as postgresql

from daicho.platform.db.compiler import (
    ScopedInsert,
    SQLAggregateCompiler,
    SQLCompiler,
    SQLDeleteCompiler,
    SQLUpdateCompiler,
)

__all__ = ["SQLAggregateCompiler", "SQLCompiler", "SQLDeleteCompiler", "SQLInsertCompiler", "SQLUpdateCompiler"]


class SQLInsertCompiler(ScopedInsert, postgresql.SQLInsertCompiler):
    """INSERT inside one organisation, by UNNEST where Django can."""
