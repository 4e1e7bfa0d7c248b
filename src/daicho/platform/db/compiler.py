"""Django's SQL compilers with the organisation added to every statement (see `scope`)."""

from typing import Any

from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In
from django.db.models.sql import compiler

from daicho.platform.db.scope import add_organization, check_rows

SQLAggregateCompiler = compiler.SQLAggregateCompiler


class Scoped:
    """Mix-in: scope the query before it becomes SQL."""

    query: Any

    def as_sql(self, *arguments: Any, **options: Any) -> Any:
        """Add the organisation, then compile."""
        add_organization(self.query)
        return super().as_sql(*arguments, **options)  # type: ignore[misc]


class ScopedInsert:
    """Mix-in: refuse rows of another organisation than the one in scope."""

    query: Any

    def as_sql(self, *arguments: Any, **options: Any) -> Any:
        """Check the rows, then compile."""
        check_rows(self.query.model, self.query.objs)
        return super().as_sql(*arguments, **options)  # type: ignore[misc]


class SQLCompiler(Scoped, compiler.SQLCompiler):
    """SELECT inside one organisation."""


class SQLInsertCompiler(ScopedInsert, compiler.SQLInsertCompiler):
    """INSERT inside one organisation."""


class SQLDeleteCompiler(Scoped, compiler.SQLDeleteCompiler):
    """DELETE inside one organisation, also where a join turns it into DELETE … WHERE pk IN (subquery)."""

    def _as_sql(self, query: Any) -> Any:
        add_organization(query)
        return super()._as_sql(query)  # type: ignore[misc]


class SQLUpdateCompiler(Scoped, compiler.SQLUpdateCompiler):
    """UPDATE inside one organisation, also where a join rewrites it to UPDATE … WHERE pk IN (subquery)."""

    def pre_sql_setup(self) -> None:  # type: ignore[override]
        """Scope the rewritten query as well."""
        super().pre_sql_setup()
        children = self.query.where.children
        if len(children) == 1 and isinstance(children[0], RelatedIn | In):
            self.query._organization = None
            add_organization(self.query)
