"""Database backend `daicho.platform.db.sqlite`: scoped compilers, composite foreign keys."""

import sqlite3
from datetime import date
from functools import lru_cache
from typing import Any, cast

from django.db.backends.sqlite3 import base, operations, schema

from daicho.platform.db.fields import OrganizationForeignKey, is_tenant_table
from daicho.platform.db.indexes import OrganizationIndexes


@lru_cache(maxsize=4096)
def _day(text: bytes) -> date:
    """Return the day that SQLite keeps as text; many rows tell the same days."""
    return date.fromisoformat(text.decode())


sqlite3.register_converter("date", _day)


class DatabaseSchemaEditor(OrganizationIndexes, schema.DatabaseSchemaEditor):
    """Gives tenant tables UNIQUE (organization_id, id) and foreign keys on both columns, as PostgreSQL has them."""

    def _remake_table(self, *arguments: Any, **options: Any) -> None:
        """Remake a table although triggers of others name it: while it is gone, SQLite must not look at them."""
        self.execute("PRAGMA legacy_alter_table = ON", params=None)
        super()._remake_table(*arguments, **options)  # type: ignore[misc]
        self.execute("PRAGMA legacy_alter_table = OFF", params=None)

    def table_sql(self, model: Any) -> Any:
        """Return CREATE TABLE with the tenant constraints in place of the single-column references."""
        sql, params = super().table_sql(model)
        if not is_tenant_table(model):
            return sql, params
        quote = self.quote_name
        constraints = [f"UNIQUE ({quote('organization_id')}, {quote(model._meta.pk.column)})"]
        for field in model._meta.local_fields:
            if isinstance(field, OrganizationForeignKey):
                target: Any = field.remote_field.model._meta
                table, key = quote(target.db_table), quote(target.pk.column)
                inline = f"REFERENCES {table} ({key}) DEFERRABLE INITIALLY DEFERRED"
                sql = sql.replace(f" {inline}", "", 1)
                constraints.append(
                    f"FOREIGN KEY ({quote('organization_id')}, {quote(field.column)}) "
                    f"REFERENCES {table} ({quote('organization_id')}, {key}) DEFERRABLE INITIALLY DEFERRED"
                )
        return f"{sql[:-1]}, {', '.join(constraints)})", params


class DatabaseOperations(operations.DatabaseOperations):
    """Compilers that add the organisation."""

    compiler_module = "daicho.platform.db.compiler"


_KEPT_LENGTH = 10_000


@lru_cache(maxsize=1024)
def _with_question_marks(query: str) -> str:
    """Return the statement with places as SQLite knows them; most statements come again and again."""
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class _Cursor(base.SQLiteCursorWrapper):
    """A cursor that translates a statement once."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """Return the statement as SQLite takes it."""
        if param_names is None and len(query) <= _KEPT_LENGTH:
            return _with_question_marks(query)
        return super().convert_query(query, param_names=param_names)


class DatabaseWrapper(base.DatabaseWrapper):
    """Connection to a SQLite file."""

    SchemaEditorClass = DatabaseSchemaEditor
    ops_class = DatabaseOperations

    def create_cursor(self, name: str | None = None) -> Any:
        """Return a cursor."""
        del name
        return cast(Any, self).connection.cursor(factory=_Cursor)
