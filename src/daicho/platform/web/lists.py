"""Lists: one declaration per list, one view and one template for all of them (docs/internals/web.md)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.http import HttpResponse

from daicho.kernel.context import Application, Ctx
from daicho.platform.listing import Listing, Rows
from daicho.platform.web.cells import Value

Row = TypeVar("Row")
Text = Any
"""A str, or a lazily translated one."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: `value` returns a plain value (see cells.Value), the machinery shows and exports it.

    `sort` is a name in the listing's `sorts`; `align` "end" for numbers; `shown` False: offered in the column choice,
    not shown at first; `main` marks the one that titles the card on a telephone.
    """

    name: str
    label: Text
    value: Callable[[Row], Value]
    align: str = "start"
    sort: str = ""
    shown: bool = True
    main: bool = False


@dataclass(frozen=True, slots=True)
class BuiltInView:
    """A view everybody has: a `filter_by` value of the listing, or fixed filter parameters."""

    name: str
    label: Text
    filter_by: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter the person can add. `name` is a filter of the listing; its kind decides what is asked.

    `choices`: pairs (value, label) of a choice filter. For an id filter `choices_page` is the page that answers its
    remote search, and `resolve` returns the text of a chosen id.
    """

    name: str
    label: Text
    choices: tuple[tuple[str, Text], ...] = ()
    choices_page: str = ""
    resolve: Callable[[Ctx, int], str] | None = None


@dataclass(frozen=True, slots=True)
class BulkAction:
    """Something done to every ticked row, each in its own transaction; what is refused is told by its sentence.

    `done` is a sentence with %(count)s. An action with `answer` changes nothing: it answers about all rows (a PDF).
    """

    name: str
    label: Text
    permission: str
    apply: Callable[[Ctx, int], object] | None = None
    done: Text = ""
    icon: str = "check"
    confirm: Text = ""
    danger: bool = False
    answer: Callable[[Ctx, list[int]], HttpResponse] | None = None


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty list says: what this is, and the first step."""

    title: Text
    text: Text
    icon: str = "file"


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Row]):
    """A list. `rows(ctx, criteria=…)` answers; `row_id` and `detail` (a page name taking `detail_key`) make rows links.

    `create` and `imports` are page names; `entities` are the kinds of record whose changes refresh the open list;
    `totals(ctx, criteria=…)` returns a value per column name for the rows that match (not only this page's).
    `words`: how an application calls views and choices, by their name, where it does not use their label; bulk actions
    by `bulk_` and their name.
    `heading` names the group of a row: a heading stands before the first row of each.
    `others` are other ways to look at the records: (page, label, icon).
    """

    name: str
    title: Text
    permission: str
    listing: Listing
    rows: Callable[..., Rows[Row]]
    columns: tuple[Column[Row], ...]
    row_id: Callable[[Row], int]
    entities: tuple[str, ...]
    empty: Empty
    detail: str = ""
    detail_key: str = ""
    views: tuple[BuiltInView, ...] = ()
    words: Mapping[Application, Mapping[str, Text]] = field(default_factory=dict)
    chips: tuple[Chip, ...] = ()
    bulk: tuple[BulkAction, ...] = ()
    create: str = ""
    create_label: Text = ""
    create_permission: str = ""
    imports: str = ""
    imports_permission: str = ""
    totals: Callable[..., Mapping[str, Value]] | None = None
    muted: Callable[[Row], bool] | None = None
    heading: Callable[[Row], Text] | None = None
    others: tuple[tuple[str, Text, str], ...] = ()
    per_page: int = 50
    icon: str = "file"
    applications: tuple[Application, ...] = ("books", "inventory")

    def word(self, application: Application | None, name: str, label: Text) -> Text:  # tidy: allow call-shape: a lookup
        """Return how `application` calls the view or choice of that name and label."""
        return self.words.get(application, {}).get(name, label) if application else label

    def column(self, name: str) -> Column[Row] | None:
        """Return the column of that name."""
        return next((column for column in self.columns if column.name == name), None)

    def chosen_columns(self, names: Sequence[str]) -> list[Column[Row]]:
        """Return the columns of these names in this order; those shown at first where none of them exists."""
        chosen = [column for name in names if (column := self.column(name))]
        return chosen or [column for column in self.columns if column.shown]
