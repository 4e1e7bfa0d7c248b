"""The database's own proof that entries balance: a constraint that becomes triggers.

SQLite sees one row at a time: lines go in before their entry (the foreign key is deferred), the entry is refused
unless its lines are complete and sum to zero, and lines of an entry that is there are refused. PostgreSQL sees a
statement at a time: after each statement that adds lines, every entry it touches must be complete and sum to zero.
Both sum in base currency and in each document currency; currencies are told apart only where an entry has several.
"""

from typing import Any

from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint

_SQLITE = (
    "DROP TRIGGER IF EXISTS %(name)s",
    "CREATE TRIGGER %(name)s_closed BEFORE INSERT ON %(table)s WHEN EXISTS (SELECT 1 FROM %(entries)s "
    "WHERE organization_id = NEW.organization_id AND id = NEW.entry_id) BEGIN SELECT RAISE(ABORT, '%(name)s'); END",
    "CREATE TRIGGER %(name)s BEFORE INSERT ON %(entries)s WHEN NOT ("
    "SELECT count(*) = NEW.line_count AND count(*) > 1 AND sum(amount_minor) = 0 AND sum(currency_amount_minor) = 0 "
    "AND (min(currency_code) = max(currency_code) OR NOT EXISTS (SELECT 1 FROM %(table)s "
    "WHERE organization_id = NEW.organization_id AND entry_id = NEW.id "
    "GROUP BY currency_code HAVING sum(currency_amount_minor) <> 0)) "
    "FROM %(table)s WHERE organization_id = NEW.organization_id AND entry_id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, '%(name)s'); END",
)
_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION daicho_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF EXISTS (SELECT 1 FROM (SELECT DISTINCT organization_id, entry_id FROM added) touched "
    "JOIN %(entries)s entry ON entry.organization_id = touched.organization_id AND entry.id = touched.entry_id "
    "JOIN %(table)s line ON line.organization_id = entry.organization_id AND line.entry_id = entry.id "
    "GROUP BY entry.organization_id, entry.id, entry.line_count "
    "HAVING count(*) <> entry.line_count OR count(*) < 2 OR sum(line.amount_minor) <> 0 "
    "OR sum(line.currency_amount_minor) <> 0 OR (min(line.currency_code) <> max(line.currency_code) AND EXISTS ("
    "SELECT 1 FROM %(table)s own WHERE own.organization_id = entry.organization_id AND own.entry_id = entry.id "
    "GROUP BY own.currency_code HAVING sum(own.currency_amount_minor) <> 0))) THEN "
    "RAISE EXCEPTION '%%', TG_NAME USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NULL; END $$",
    "CREATE TRIGGER %(name)s AFTER INSERT ON %(table)s REFERENCING NEW TABLE AS added "
    "FOR EACH STATEMENT EXECUTE FUNCTION daicho_entry_balances()",
)


class BalancedEntry(BaseConstraint):
    """Refuse entries that are incomplete or do not sum to zero, and lines added to an entry later.

    It stands on the table of lines (`entry_id`, `amount_minor`, `currency_code`, `currency_amount_minor`); `entries` is
    the table with `line_count`.
    """

    def __init__(self, *, name: str, entries: str) -> None:
        super().__init__(name=name)
        self.entries = entries

    def deconstruct(self) -> Any:
        """Return what rebuilds this constraint."""
        path, arguments, options = super().deconstruct()
        return path, arguments, {**options, "entries": self.entries}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BalancedEntry) and self.deconstruct() == other.deconstruct()

    __hash__ = BaseConstraint.__hash__

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Defer the triggers until the tables exist."""
        templates = _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL
        schema_editor.deferred_sql.extend(self._statement(text, model, schema_editor) for text in templates)

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """Make the triggers of an existing table."""
        self.constraint_sql(model, schema_editor)

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return the statement that drops the trigger (PostgreSQL; SQLite remakes the table)."""
        return self._statement("DROP TRIGGER %(name)s ON %(table)s", model, schema_editor)

    def validate(self, *arguments: Any, **options: Any) -> None:
        """Accept every new row; the database looks at the whole."""

    def _statement(self, text: str, model: Any, schema_editor: Any) -> Statement:
        table = Table(model._meta.db_table, schema_editor.quote_name)
        return Statement(text, name=self.name, table=table, entries=self.entries)
