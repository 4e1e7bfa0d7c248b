"""A report as data: the same for page, API, spreadsheet and paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

Value = str | int | Decimal | date | None


class Kind(StrEnum):
    """What a column holds. Money is in major units of the base currency, quantities in units, both exact decimals."""

    TEXT = "text"
    ID = "id"
    DATE = "date"
    MONEY = "money"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key on the wire, its heading (a msgid), what it holds."""

    key: str
    label: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a report is asked for. `known_at`: the books as they were known then; None as they are."""

    start: date
    end: date
    known_at: datetime | None = None
    account_id: int | None = None
    item_id: int | None = None
    stock: str = "accounting"


@dataclass(frozen=True, slots=True)
class Report:
    """Rows by column key and totals, of INTERFACE.md §5. `name` is that of the wire."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Value]]
    totals: Mapping[str, Value] = field(default_factory=dict)

    @property
    def shown(self) -> list[Column]:
        """The columns that people see; ids are for programs."""
        return [column for column in self.columns if column.kind is not Kind.ID]
