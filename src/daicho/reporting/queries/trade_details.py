"""The lines behind sales and purchases."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from heapq import nsmallest
from typing import Any

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.kernel.rounding import unscaled
from daicho.kernel.text import noop as _
from daicho.reporting.core.remembered import Values
from daicho.reporting.core.report import EXPLAIN, LIMIT, Column, Kind, Parameters, Report, Row
from daicho.reporting.queries._books import Books
from daicho.reporting.queries._remembered_lines import remembered_lines
from daicho.reporting.queries._trade import NOTHING, LineAmounts, Source, Traded, line_amounts, lines_of, within

Pair = tuple[Source, LineAmounts]
_FILTERS = {"contact_id": "document__contact_id", "item_id": "item_id", "salesperson_id": "document__salesperson_id"}
_READ = ("document__date", "document__number", "document__contact_id", "document__contact__name", "item_id", "name")
_COLUMNS = (
    Column("date", _("Date"), Kind.DATE),
    Column("source_type", _("Transaction type")),
    Column("source_id", _("Transaction ID"), Kind.ID),
    Column("source_number", _("Number")),
    Column("contact_id", _("Contact ID"), Kind.ID),
    Column("contact_name", _("Contact")),
    Column("item_id", _("Item ID"), Kind.ID),
    Column("item_name", _("Item")),
    Column("quantity", _("Quantity"), Kind.QUANTITY),
    Column("amount", _("Amount"), Kind.MONEY),
)
_COST = (Column("cost", _("Cost of goods sold"), Kind.MONEY, leads=EXPLAIN), Column("margin", _("Margin"), Kind.MONEY))


# tidy: allow call-shape: the table of reports says what it is about
def trade_details(ctx: Ctx, *, parameters: Parameters, sources: Sequence[Source], name: str, title: str) -> Report:
    """Return the lines of the period, the earliest first, of one contact, item or salesperson where they are given.

    An id of 0 asks for lines without one. The totals are those of all lines, the rows the first 10,000.
    """
    books, with_cost, seen = Books(ctx, parameters.known_at), sources[0].kind == "invoice", _Seen()
    first = nsmallest(LIMIT, seen.of(_lines(parameters, sources, with_cost=with_cost)), key=_order)
    rows = [_row(source, line, books, with_cost=with_cost) for source, line in first]
    whole, margin = seen.whole, seen.margin
    totals = {"quantity": unscaled(whole.quantity, 6), "amount": books.money(whole.amount)}
    if with_cost:
        totals |= {"cost": books.money(whole.cost), "margin": books.money(margin)}
    return Report(name, title, (*_COLUMNS, *(_COST if with_cost else ())), rows, totals)


@dataclass
class _Seen:
    """The sums of all lines that went by, of which only the first stay."""

    whole: Traded = NOTHING
    margin: int = 0

    def of(self, pairs: Iterable[Pair]) -> Iterator[Pair]:
        for source, line in pairs:
            self.whole += line.traded
            self.margin += line.traded.amount - line.traded.cost if line.traded.is_stock else 0
            yield source, line


def _lines(parameters: Parameters, sources: Sequence[Source], *, with_cost: bool) -> Iterator[Pair]:
    """Yield the lines of the documents that have a wanted one: whole documents, so that their shares add up."""
    period, narrow, known_at = parameters.periods[0], _narrow(parameters), parameters.known_at
    for source in sources:
        where = within(period)
        if narrow:
            where = Q(document_id__in=source.line.objects.filter(where, narrow).values("document_id"))
        lines = line_amounts(source, lines_of(source, where, with_cost=with_cost, known_at=known_at), _READ)
        yield from ((source, line) for line in lines if _is_wanted(line, parameters))
    if known_at:
        touched = remembered_lines(
            sources, [period], _READ, known_at, with_cost=with_cost, is_wanted=partial(_is_meant, parameters)
        )
        yield from ((source, line) for source, line in touched if _is_wanted(line, parameters))


def _order(pair: Pair) -> tuple[date, int]:
    return pair[1].columns[1], pair[1].columns[0]


def _narrow(parameters: Parameters) -> Q:
    """Return the condition of what was given."""
    condition = Q()
    for name, column in _FILTERS.items():
        value = getattr(parameters, name)
        if value is not None:
            condition &= Q(**{column: value}) if value else Q(**{f"{column}__isnull": True})
    return condition


def _is_meant(parameters: Parameters, document: Values) -> bool:
    """Tell whether a document is of the contact and the salesperson that were asked for."""
    asked = {name: getattr(parameters, name) for name in _FILTERS if name != "item_id"}
    return all((document[name] or 0) == value for name, value in asked.items() if value is not None)


def _is_wanted(line: LineAmounts, parameters: Parameters) -> bool:
    """Tell whether a line of a wanted document is wanted itself: contact and salesperson are those of all its lines."""
    item_id: Any = line.columns[5]
    return parameters.item_id is None or (item_id or 0) == parameters.item_id


def _row(source: Source, line: LineAmounts, books: Books, *, with_cost: bool) -> Row:
    document_id, day, number, contact_id, contact_name, item_id, name = line.columns
    one = line.traded
    known = with_cost and one.is_stock
    cost = {
        "cost": books.money(one.cost) if known else None,
        "margin": books.money(one.amount - one.cost) if known else None,
    }
    return {
        "date": day,
        "source_type": source.kind,
        "source_id": document_id,
        "source_number": number,
        "contact_id": contact_id,
        "contact_name": contact_name,
        "item_id": item_id,
        "item_name": name,
        "quantity": unscaled(one.quantity, 6),
        "amount": books.money(one.amount),
        **(cost if with_cost else {}),
    }
