"""Lines that were sold or bought, summed by whatever they are asked for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import BigIntegerField, Case, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Cast, Coalesce

from daicho.documents.core.state import COUNTING
from daicho.kernel.allocation import allocate
from daicho.kernel.periods import Period
from daicho.ledger.core.conversion import Conversion
from daicho.purchases.models import BillLine, VendorCreditLine
from daicho.reporting.queries._conditions import union_of
from daicho.sales.models import CreditNoteLine, InvoiceLine, KitPart
from daicho.stock.models import StockValue

Lines = QuerySet[Any, Any]
_TERMS = ("document__currency_code", "document__exchange_rate_micro", "document__base_currency")
_DISCOUNT = ("document__discount_minor", "document__is_discount_before_tax")
_AMOUNTS = ("quantity_micro", "net", "tax_minor", "stock", *_TERMS, *_DISCOUNT)
PLAIN = Q(document__currency_code=F("document__base_currency")) & (
    Q(document__is_discount_before_tax=True) | Q(document__discount_minor=0)
)
"""Documents whose lines are in base currency as they stand."""


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of document that sells or buys (`sign` 1) or takes back (-1): its name as a source, its lines."""

    kind: str
    line: Any
    sign: int


SALES = (Source("invoice", InvoiceLine, 1), Source("creditnote", CreditNoteLine, -1))
PURCHASES = (Source("bill", BillLine, 1), Source("vendorcredit", VendorCreditLine, -1))


@dataclass(frozen=True, slots=True)
class Traded:
    """What was sold or bought: 10^-6 units, and minor units of the base currency without tax; what it cost.

    `documents` are those that sell or buy, not those that take back. `is_stock`: its cost is known from stock.
    """

    documents: int = 0
    quantity: int = 0
    amount: int = 0
    tax: int = 0
    cost: int = 0
    is_stock: bool = False

    def __add__(self, other: "Traded") -> "Traded":
        return Traded(
            self.documents + other.documents,
            self.quantity + other.quantity,
            self.amount + other.amount,
            self.tax + other.tax,
            self.cost + other.cost,
            self.is_stock or other.is_stock,
        )


NOTHING = Traded()


@dataclass(frozen=True, slots=True)
class LineAmounts:
    """One line of a document: the columns that were asked for, and what it comes to."""

    columns: tuple[Any, ...]
    traded: Traded


Sums = dict[int | None, Traded]


def traded(sources: Sequence[Source], periods: Sequence[Period], by: str, *, with_cost: bool = False) -> list[Sums]:
    """Return for each period what was traded by `by`, a column of lines ("item_id", "document__contact_id").

    Documents in base currency are summed by one statement. Of others, and of those with a discount after tax, the lines
    are read, because each is a share of its document.
    """
    found: list[Sums] = [defaultdict(Traded) for _period in periods]
    arms = [
        _arm(source, place, lines_of(source, within(period), with_cost=with_cost).filter(PLAIN), by)
        for source in sources
        for place, period in enumerate(periods)
    ]
    for place, key, documents, quantity, amount, tax, value, stock in union_of(arms):
        figures = Traded(documents, int(quantity), int(amount), int(tax), -int(value or 0), is_stock=bool(stock))
        found[place][key] += figures
    for source in sources:
        counted: set[tuple[int, Any, int]] = set()
        days = [within(period) for period in periods]
        where = days[0]
        for other in days[1:]:
            where |= other
        rows = lines_of(source, where, with_cost=with_cost).exclude(PLAIN)
        for line in line_amounts(source, rows, ("document__date", by)):
            document_id, day, key = line.columns
            place = next(place for place, one in enumerate(periods) if one.start <= day <= one.end)
            is_first = source.sign > 0 and (place, key, document_id) not in counted
            counted.add((place, key, document_id))
            found[place][key] += line.traded + Traded(documents=int(is_first))
    return found


def within(period: Period) -> Q:
    """Return the condition that a line's document is of the period."""
    return Q(document__date__gte=period.start, document__date__lte=period.end)


def lines_of(source: Source, where: Q, *, with_cost: bool = False) -> Lines:
    """Return the lines that meet `where` of documents that count, with `net` (without tax and discounts) and `stock`.

    `stock` is the change of the value of stock by the line, later differences included; None where it moves none.
    """
    lines = source.line.objects.filter(where, document__state__in=COUNTING)
    in_price = Case(When(document__is_inclusive_tax=True, then=F("tax_minor")), default=Value(0))
    annotated: Lines = lines.annotate(
        net=F("amount_minor") - F("document_discount_minor") - in_price,
        stock=_stock() if with_cost else Cast(Value(None), BigIntegerField()),
    )
    return annotated


def _stock() -> Case:
    """Return the change of the value of stock by a line; of a kit by all of its components."""
    parts = KitPart.objects.filter(line_id=OuterRef(OuterRef("id"))).values("id")
    own, of_kit = (
        Subquery(
            StockValue.objects.filter(moved)
            .order_by()
            .annotate(all=Value(1))
            .values("all")
            .annotate(sum=Sum("value_minor"))
            .values("sum"),
            output_field=BigIntegerField(),
        )
        for moved in (Q(line_id=OuterRef("id")), Q(line_id__in=parts))
    )
    return Case(When(item__combo_type="kit", then=of_kit), default=own)


def line_amounts(source: Source, lines: Lines, columns: Sequence[str]) -> Iterator[LineAmounts]:
    """Yield what each line comes to, with its document's id and `columns`; documents must be whole."""
    rows = lines.order_by("document_id", "position", "id").values_list("document_id", *columns, *_AMOUNTS)
    for _document_id, group in groupby(rows.iterator(), key=lambda row: row[0]):
        yield from _of_document(source.sign, list(group), len(columns) + 1)


def _of_document(sign: int, rows: Sequence[tuple[Any, ...]], width: int) -> Iterable[LineAmounts]:
    *_amounts, currency, rate, base_currency, discount, is_before_tax = rows[0]
    terms = Conversion(currency, rate, base_currency)
    nets, taxes = [row[width + 1] for row in rows], [row[width + 2] for row in rows]
    off = allocate(0 if is_before_tax else discount, [abs(net) for net in nets])
    amounts = terms.parts([net - share for net, share in zip(nets, off, strict=True)])
    for row, amount, tax in zip(rows, amounts, terms.parts(taxes), strict=True):
        quantity, stock = row[width], row[width + 3]
        figures = Traded(0, sign * quantity, sign * amount, sign * tax, -(stock or 0), is_stock=stock is not None)
        yield LineAmounts(row[:width], figures)


def _arm(source: Source, place: int, lines: Lines, by: str) -> Lines:
    """Return rows of place, key, documents, quantity, amount, tax, value of stock, lines that moved stock."""
    sums = {
        name: Coalesce(source.sign * Sum(column), 0)
        for name, column in (("quantity", "quantity_micro"), ("amount", "net"), ("tax", "tax_minor"))
    }
    documents = Count("document_id", distinct=True) if source.sign > 0 else Value(0)
    grouped = lines.order_by().annotate(place=Value(place)).values_list("place", by)
    summed: Lines = grouped.annotate(documents=documents, **sums, value=Sum("stock"), moved=Count("stock"))
    return summed
