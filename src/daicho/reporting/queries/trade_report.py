"""Sales or purchases by contact, item or salesperson."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from daicho.catalog.models import Item
from daicho.contacts.models import Contact
from daicho.documents.models import Choice
from daicho.kernel.context import Ctx
from daicho.kernel.rounding import unscaled
from daicho.kernel.text import noop as _
from daicho.reporting.core.comparison import spread
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Row, Value, side_by_side
from daicho.reporting.queries._books import Books
from daicho.reporting.queries._trade import Source, Traded
from daicho.reporting.queries._traded import traded


@dataclass(frozen=True, slots=True)
class By:
    """What sums are made by: the column of lines, the names of id and name on the wire, where names are found."""

    column: str
    key: str
    name: str
    label: str
    table: Any


CONTACT = By("document__contact_id", "contact_id", "contact_name", _("Contact"), Contact)
ITEM = By("item_id", "item_id", "item_name", _("Item"), Item)
SALESPERSON = By("document__salesperson_id", "salesperson_id", "salesperson_name", _("Salesperson"), Choice)
_OF_DOCUMENTS = (
    Column("document_count", _("Documents"), Kind.COUNT),
    Column("amount", _("Amount"), Kind.MONEY),
    Column("tax", _("Tax"), Kind.MONEY),
    Column("amount_with_tax", _("Amount with tax"), Kind.MONEY),
)
_OF_ITEMS = (Column("quantity", _("Quantity"), Kind.QUANTITY), Column("amount", _("Amount"), Kind.MONEY))
_COST = (Column("cost", _("Cost of goods sold"), Kind.MONEY), Column("margin", _("Margin"), Kind.MONEY))


# tidy: allow call-shape: the table of reports says what it is about
def trade_report(
    ctx: Ctx, *, parameters: Parameters, sources: Sequence[Source], by: By, name: str, title: str
) -> Report:  # fmt: skip
    """Return what was sold (invoices less credit notes) or bought (bills less vendor credits) in each period.

    Amounts are those of lines, less every discount, in base currency; without tax unless they say so. The cost is that
    of the goods of these lines, with what became known of it later; none where nothing is kept in stock.
    """
    books, is_item = Books(ctx, parameters.known_at), by is ITEM
    with_cost = is_item and sources[0].kind == "invoice"
    found = traded(sources, parameters.periods, by.column, with_cost=with_cost, known_at=parameters.known_at)
    ids = {key for sums in found for key in sums}
    names: Mapping[int, str] = dict(by.table.objects.filter(id__in=ids - {None}).values_list("id", "name"))
    figures = (*(_OF_ITEMS if is_item else _OF_DOCUMENTS), *(_COST if with_cost else ()))
    columns = (Column(by.key, _("ID"), Kind.ID), Column(by.name, by.label), *figures)
    rows: list[Row] = []
    for key in sorted(ids, key=lambda key: (key is None, names.get(key or 0, ""), key or 0)):
        cells: dict[str, Value] = {by.key: key, by.name: names.get(key or 0, "")}
        for place, sums in enumerate(found):
            cells |= _cells(figures, sums.get(key, Traded()), books, place)
        rows.append(cells)
    totals: dict[str, Value] = {}
    for place, sums in enumerate(found):
        whole = sum(sums.values(), Traded())
        totals |= _cells(figures, whole, books, place, margin=sum(_margin(one) for one in sums.values()))
    return Report(name, title, side_by_side(columns, len(found)), rows, totals)


def _margin(one: Traded) -> int:
    return one.amount - one.cost if one.is_stock else 0


def _cells(
    columns: Sequence[Column], one: Traded, books: Books, place: int, margin: int | None = None
) -> dict[str, Value]:  # fmt: skip
    stock = one.is_stock or margin is not None
    values: dict[str, Value] = {
        "document_count": one.documents,
        "quantity": unscaled(one.quantity, 6),
        "amount": books.money(one.amount),
        "tax": books.money(one.tax),
        "amount_with_tax": books.money(one.amount + one.tax),
        "cost": books.money(one.cost) if stock else None,
        "margin": books.money(_margin(one) if margin is None else margin) if stock else None,
    }
    return {spread(column.key, place): values[column.key] for column in columns}
