"""Database backend `daicho.platform.db.postgresql`: scoped compilers, composite primary and foreign keys."""

from typing import Any

from django.db.backends.ddl_references import Columns
from django.db.backends.postgresql import base, features, operations, schema
from psycopg import Cursor

from daicho.platform.db.fields import OrganizationForeignKey, is_tenant_table
from daicho.platform.db.indexes import OrganizationIndexes
from daicho.platform.db.scope import ACROSS, current_organization

SCOPE_SETTING = "daicho.organization"


class DatabaseSchemaEditor(OrganizationIndexes, schema.DatabaseSchemaEditor):
    """Makes (organization_id, id) the real primary key of tenant tables and keys between them composite."""

    sql_create_column_inline_fk: Any = None

    def table_sql(self, model: Any) -> Any:
        """Return CREATE TABLE with the composite primary key."""
        sql, params = super().table_sql(model)
        if is_tenant_table(model):
            quote = self.quote_name
            name = quote(f"{model._meta.db_table[:58]}_pkey")
            key = f"{quote('organization_id')}, {quote(model._meta.pk.column)}"
            sql = f"{sql.replace(' PRIMARY KEY', '', 1)[:-1]}, CONSTRAINT {name} PRIMARY KEY ({key}))"
        return sql, params

    def create_model(self, model: Any) -> None:
        """Create the table, for tenant tables with row-level security: only rows of the organisation in scope."""
        super().create_model(model)
        if is_tenant_table(model):
            table = self.quote_name(model._meta.db_table)
            self.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", params=None)
            self.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY", params=None)
            self.execute(
                f"CREATE POLICY organization ON {table} "
                f"USING (current_setting('{SCOPE_SETTING}', true) IN ('{ACROSS}', organization_id::text))",
                params=None,
            )

    def _create_fk_sql(self, model: Any, field: Any, suffix: str) -> Any:
        statement = super()._create_fk_sql(model, field, suffix)  # type: ignore[misc]
        if isinstance(field, OrganizationForeignKey):
            target: Any = field.remote_field.model._meta
            own: Any = ["organization_id", field.column]
            statement.parts["column"] = Columns(model._meta.db_table, own, self.quote_name)
            theirs = ["organization_id", target.pk.column]
            statement.parts["to_column"] = Columns(target.db_table, theirs, self.quote_name)
        return statement


class DatabaseOperations(operations.DatabaseOperations):
    """Compilers that add the organisation; foreign keys are checked at once."""

    compiler_module = "daicho.platform.db.postgresql.compiler"

    def deferrable_sql(self) -> str:
        """Return nothing: constraints are not deferrable (Citus; errors come where they are made)."""
        return ""


class DatabaseFeatures(features.DatabaseFeatures):
    """The real key has two columns, so a GROUP BY of `id` alone does not determine the row."""

    allows_group_by_selected_pks = False


class _PreparedCursor(Cursor[Any]):
    """A cursor that binds on the server and prepares every statement."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        """Prepare the statement, or take it as it was prepared, and run it."""
        return super().execute(query, params, **{**options, "prepare": True})


class DatabaseWrapper(base.DatabaseWrapper):
    """Connection to PostgreSQL that tells the server the organisation in scope, for row-level security."""

    SchemaEditorClass = DatabaseSchemaEditor
    ops_class = DatabaseOperations
    features_class = DatabaseFeatures
    _told: str | None = None

    def create_cursor(self, name: str | None = None) -> Any:
        """Return a cursor; tell the server first when the organisation has changed since the last statement."""
        cursor = super().create_cursor(name)
        organization = current_organization()
        wanted = "" if organization is None else str(organization)
        if wanted != self._told:
            with self.connection.cursor() as plain:
                plain.execute("SELECT set_config(%s, %s, false)", [SCOPE_SETTING, wanted])
            self._told = wanted
        return cursor

    def prepared_cursor(self) -> Any:
        """Return a cursor whose statements the server parses and plans once for each text."""
        self.cursor().close()  # connects, and tells the server the organisation
        return self._prepare_cursor(_PreparedCursor(self.connection))  # type: ignore[attr-defined]

    def init_connection_state(self) -> None:
        """Forget what an earlier connection was told."""
        super().init_connection_state()
        self._told = None

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        self._told = None

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._told = None
