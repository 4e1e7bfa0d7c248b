"""Database backend `daicho.platform.db.sqlite`: scoped compilers, composite foreign keys."""

import sqlite3
from datetime import date
from functools import lru_cache
from typing import Any

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


class DatabaseWrapper(base.DatabaseWrapper):
    """Connection to a SQLite file."""

    SchemaEditorClass = DatabaseSchemaEditor
    ops_class = DatabaseOperations
