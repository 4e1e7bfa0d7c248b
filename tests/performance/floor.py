"""The floor: the rows that a posting wrote, written again with the fewest statements and no decision or check.

It shares nothing with the product but the tables. PostgreSQL gets one prepared statement whose common table expressions
modify data, SQLite one `executemany` of its driver for each table. All rows are made before the clock starts.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from daicho.kernel.context import Ctx
from daicho.ledger.models import AccountBalance, JournalEntry, JournalLine
from daicho.platform.models import AuditRecord, OrganizationHead
from daicho.platform.work import reading
from daicho.stock.models import CostPool, LotUse, PoolCheckpoint, StockEventRow, StockTotal, StockValue

Rows = list[tuple[Any, ...]]
_INSERTED: tuple[Any, ...] = (
    StockEventRow, StockValue, LotUse, PoolCheckpoint, JournalLine, JournalEntry, AuditRecord,
)  # fmt: skip
_SUMS: tuple[Any, ...] = (AccountBalance, StockTotal)
_UPDATED: tuple[Any, ...] = (CostPool, OrganizationHead)
_IDS = {"id", "entry_id", "sequence"}
"""Columns that are moved up with each repetition, so that keys stay unique and lines keep their entries."""
_APART = 10**9


class Floor:
    """The rows that `work` adds or changes, and what writes them again so many times."""

    def __init__(self, ctx: Ctx, work: Callable[[], object], repetitions: int) -> None:
        """Do `work` and keep its rows."""
        self.ctx = ctx
        with reading(ctx):
            before = {model: dict.fromkeys(_rows(model)) for model in (*_INSERTED, *_SUMS, *_UPDATED)}
            work()
            changed = {model: [row for row in _rows(model) if row not in before[model]] for model in before}
        self.steps = [(_sql(model), changed[model]) for model in changed if changed[model]]
        self.models = [model for model in changed if changed[model]]
        self.repetitions = iter([self._moved(number) for number in range(1, repetitions + 1)])
        gc.freeze()  # or the collector would look at all these rows while ours runs

    def write(self) -> None:
        """Write the rows once more."""
        repetition = next(self.repetitions)
        with reading(self.ctx), transaction.atomic():
            if connection.vendor == "postgresql":
                parts = (f"step{place} AS ({sql})" for place, (sql, _) in enumerate(self.steps))
                with connection.prepared_cursor() as cursor:  # type: ignore[attr-defined]
                    cursor.execute(f"WITH {', '.join(parts)} SELECT 1", repetition)
            else:
                for (sql, _), rows in zip(self.steps, repetition, strict=True):
                    connection.connection.executemany(sql, rows)

    def _moved(self, number: int) -> list[Any]:
        """Return the parameters of one repetition: columns for PostgreSQL, rows for SQLite."""
        found: list[Any] = []
        for model, (_, rows) in zip(self.models, self.steps, strict=True):
            moved = [tuple(_values(model, row, number)) for row in rows]
            found += zip(*moved, strict=True) if connection.vendor == "postgresql" else [moved]
        return [list(each) for each in found]


def _rows(model: type[Model]) -> Iterator[tuple[Any, ...]]:
    return model._default_manager.values_list(*_names(model)).iterator()


def _names(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _values(model: type[Model], row: Sequence[Any], number: int) -> Iterator[Any]:
    """Yield the row's values as the driver takes them; ids of inserted rows are new."""
    for name, value in zip(_names(model), row, strict=True):
        if name in _IDS and model in _INSERTED:
            yield value + number * _APART
        elif connection.vendor == "sqlite" and isinstance(value, date):
            yield connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value.isoformat()
        else:
            yield value


def _sql(model: type[Model]) -> str:
    """Return the statement for a table: an insert, where the row is there already an update of what it keeps."""
    fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    conflict = ""
    if model not in _INSERTED:
        kept = ", ".join(f'"{field.column}" = excluded."{field.column}"' for field in fields if field.name in _KEPT)
        key = " (organization_id, id)" if connection.vendor == "postgresql" else ""
        conflict = f" ON CONFLICT{key} DO UPDATE SET {kept}"
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
        values = f"SELECT * FROM unnest({arrays}) AS given"
    else:
        values = f"VALUES ({', '.join('?' * len(fields))})"
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) {values}{conflict}'


_KEPT = {
    "debit_minor", "credit_minor", "accounting_in_micro", "accounting_out_micro", "physical_in_micro",
    "physical_out_micro", "value_minor", "tail", "last_order", "since_checkpoint", "sequence", "hash",
}  # fmt: skip
"""Columns of sums and states that an update writes."""
