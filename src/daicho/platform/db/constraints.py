"""Rows that nobody changes or removes, as a model constraint that becomes triggers on both engines."""

from typing import Any

from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint

_SQLITE = (
    "CREATE TRIGGER %(name)s_update BEFORE UPDATE ON %(table)s BEGIN SELECT RAISE(ABORT, '%(name)s'); END",
    "CREATE TRIGGER %(name)s_delete BEFORE DELETE ON %(table)s "
    "WHEN NOT EXISTS (SELECT 1 FROM platform_erasure WHERE organization_id = OLD.organization_id) "
    "BEGIN SELECT RAISE(ABORT, '%(name)s'); END",
    "CREATE TRIGGER %(name)s_replace BEFORE INSERT ON %(table)s "
    "WHEN EXISTS (SELECT 1 FROM %(table)s WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, '%(name)s'); END",
)
_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION daicho_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF TG_OP = 'DELETE' AND EXISTS "
    "(SELECT 1 FROM platform_erasure WHERE organization_id = OLD.organization_id) THEN RETURN OLD; END IF; "
    "RAISE EXCEPTION '%%', TG_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER %(name)s BEFORE UPDATE OR DELETE ON %(table)s FOR EACH ROW EXECUTE FUNCTION daicho_append_only()",
)


class AppendOnly(BaseConstraint):
    """Refuse UPDATE and DELETE of the table's rows, with the constraint's name as the message.

    SQLite's REPLACE is an INSERT that deletes without asking the trigger of DELETE: it is refused as well.

    The one exception is the deletion of a whole organisation, which first writes the organisation's id into
    `platform_erasure` in the same transaction.
    """

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AppendOnly) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Defer the triggers until the table exists."""
        schema_editor.deferred_sql.extend(self._statements(model, schema_editor))

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """Make the triggers of an existing table."""
        for statement in self._statements(model, schema_editor):
            schema_editor.execute(statement, params=None)

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return the statement that drops the trigger (PostgreSQL; SQLite remakes the table)."""
        return self._statement("DROP TRIGGER %(name)s ON %(table)s", model, schema_editor)

    def validate(self, *arguments: Any, **options: Any) -> None:
        """Accept every new row."""

    def _statements(self, model: Any, schema_editor: Any) -> list[Statement]:
        templates = _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL
        return [self._statement(template, model, schema_editor) for template in templates]

    def _statement(self, template: str, model: Any, schema_editor: Any) -> Statement:
        return Statement(template, name=self.name, table=Table(model._meta.db_table, schema_editor.quote_name))
