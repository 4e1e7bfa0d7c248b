"""A report as data: the same for page, API, spreadsheet and paper."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from daicho.kernel.periods import Period
from daicho.reporting.core.ageing import SHORT
from daicho.reporting.core.comparison import spread

LIMIT = 10_000
"""Rows of a report that lists documents; a longer one is asked for by shorter periods."""
EXPLAIN = "explain"
"""What a column leads to whose figures are costs of a document: their explanation."""
ACCRUAL, CASH = "accrual", "cash"
"""What documents count by: what they say, or as they are settled."""
Value = str | int | Decimal | date | None
Row = Mapping[str, Value]
Figures = Mapping[str, int]


class Kind(StrEnum):
    """What a column holds. Money is in major units of the base currency, quantities in units, both exact decimals.

    A share is in per cent. A bucket is the key of one (core.ageing), which people read in words.
    """

    TEXT = "text"
    ID = "id"
    DATE = "date"
    MONEY = "money"
    QUANTITY = "quantity"
    COUNT = "count"
    SHARE = "share"
    BUCKET = "bucket"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key on the wire, its heading (a msgid), what it holds, the place of its period.

    A column without a heading is headed by the bucket that its key names. `leads` names the report that tells what its
    figures are made of, where that is not the one of the whole report.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    place: int = 0
    leads: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether it holds numbers."""
        return self.kind in {Kind.MONEY, Kind.QUANTITY, Kind.COUNT}


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a report is asked for. `known_at`: the books as they were known then; None as they are.

    `compared` are earlier periods whose figures stand beside those of `start` to `end`, the latest first. `interval` is
    the length of a bucket in days, `bucket` the key of the one that is wanted alone ("": all). `basis` is ACCRUAL or
    CASH.
    """

    start: date
    end: date
    known_at: datetime | None = None
    account_id: int | None = None
    item_id: int | None = None
    stock: str = "accounting"
    contact_id: int | None = None
    tax_id: int | None = None
    salesperson_id: int | None = None
    interval: int = SHORT
    bucket: str = ""
    compared: tuple[Period, ...] = ()
    basis: str = ACCRUAL

    @property
    def is_cash(self) -> bool:
        """Whether documents count as they are settled (core.cash_basis)."""
        return self.basis == CASH

    @property
    def periods(self) -> tuple[Period, ...]:
        """The period asked for, then those it is compared with."""
        return (Period(self.start, self.end), *self.compared)


@dataclass(frozen=True, slots=True)
class Tie:
    """What other records say of some totals: figures by column key, and whose they are (a msgid)."""

    label: str
    figures: Row


@dataclass(frozen=True, slots=True)
class Report:
    """Rows by column key and totals, of INTERFACE.md §5. `name` is that of the wire.

    A row may have `leads`: the report that tells what its figures are made of. `ties` stand below the totals: what the
    books say of them.

    `layout`: the sections of a statement in order, each with the totals that stand below it; else () and the totals are
    those of the columns. `basis` is ACCRUAL or CASH where the report can be had on both.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    totals: Row = field(default_factory=dict)
    layout: Sequence[tuple[str, Sequence[str]]] = ()
    ties: Sequence[Tie] = ()
    basis: str = ""

    @property
    def shown(self) -> list[Column]:
        """The columns that people see; ids are for programs, sections are headings."""
        return [column for column in self.columns if column.kind is not Kind.ID and column.key != "section"]


def side_by_side(columns: Sequence[Column], periods: int) -> tuple[Column, ...]:
    """Return the columns of a report over `periods` periods: names once, then the figures of each period."""
    figures = [column for column in columns if column.is_figure]
    names = [column for column in columns if not column.is_figure]
    return (
        *names,
        *(
            replace(column, key=spread(column.key, place), place=place)
            for place in range(periods)
            for column in figures
        ),
    )


def beside(figures: Sequence[Figures], shown: Callable[[int], Value]) -> dict[str, Value]:
    """Return the cells of `figures`, one mapping for each period, as `shown` writes them."""
    return {spread(key, place): shown(value) for place, one in enumerate(figures) for key, value in one.items()}
