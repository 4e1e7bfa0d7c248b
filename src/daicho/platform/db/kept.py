"""Tables that the database itself keeps, by triggers on the tables they follow from: model constraints of those.

A kept table is written by nobody else. A backup leaves it out and so does a copy of an organisation: it comes back by
itself, with the rows it follows from, in whatever order those are written. A trigger stands with the table it is on,
because SQLite drops it when a migration makes that table anew.
"""

from typing import Any, ClassVar

from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint


class Triggers(BaseConstraint):
    """Make the triggers of the engine, which may use %(name)s, %(table)s and %(key)s (of rows of any tenant table)."""

    sqlite: ClassVar[tuple[str, ...]] = ()
    postgresql: ClassVar[tuple[str, ...]] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Triggers) and other.deconstruct() == self.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Defer the triggers until the tables exist."""
        is_sqlite = schema_editor.connection.vendor == "sqlite"
        table = Table(model._meta.db_table, schema_editor.quote_name)
        key = "id" if is_sqlite else "organization_id, id"
        texts = self.sqlite if is_sqlite else self.postgresql
        schema_editor.deferred_sql.extend(Statement(text, name=self.name, table=table, key=key) for text in texts)

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """Make the triggers of existing tables."""
        self.constraint_sql(model, schema_editor)

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return nothing: the triggers go with their table."""
        del model, schema_editor

    def validate(self, *arguments: Any, **options: Any) -> None:
        """Accept every row; the database makes them."""


class Kept(Triggers):
    """Say that the table is kept; its triggers stand on the table of a lower package that it follows from."""


def is_kept(model: Any) -> bool:
    """Tell whether the database keeps the table by itself."""
    return any(isinstance(constraint, Kept) for constraint in model._meta.constraints)
