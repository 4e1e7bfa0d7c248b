"""Lines that were sold or bought, and what they come to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import BigIntegerField, Case, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Cast

from daicho.documents.core.state import COUNTING
from daicho.kernel.allocation import allocate
from daicho.kernel.periods import Period
from daicho.ledger.core.conversion import Conversion
from daicho.purchases.models import Bill, BillLine, VendorCredit, VendorCreditLine
from daicho.reporting.queries._remembered import Recorded, same
from daicho.sales.models import CreditNote, CreditNoteLine, Invoice, InvoiceLine, KitPart
from daicho.stock.models import BatchLine, StockValue

Lines = QuerySet[Any, Any]
_TERMS = ("document__currency_code", "document__exchange_rate_micro", "document__base_currency")
_DISCOUNT = ("document__discount_minor", "document__is_discount_before_tax")
AMOUNTS = ("quantity_micro", "net", "tax_minor", "stock", *_TERMS, *_DISCOUNT)


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of document that sells or buys (`sign` 1) or takes back (-1): its name as a source, its lines."""

    kind: str
    table: Any
    line: Any
    sign: int

    @property
    def recorded(self) -> Recorded:
        """Its documents as the audit trail names what they say."""
        columns = (*_HEADER, *(("salesperson_id",) if hasattr(self.table, "salesperson") else ()))
        return Recorded(self.kind, self.table, same(columns), self.line, same(_LINE))


_HEADER = (
    "number", "contact_id", "date", "state", "currency_code", "exchange_rate_micro", "base_currency",
    "is_inclusive_tax", "discount_minor", "is_discount_before_tax",
)  # fmt: skip
_LINE = ("id", "item_id", "name", "quantity_micro", "amount_minor", "document_discount_minor", "tax_minor")
SALES = (Source("invoice", Invoice, InvoiceLine, 1), Source("creditnote", CreditNote, CreditNoteLine, -1))
PURCHASES = (Source("bill", Bill, BillLine, 1), Source("vendorcredit", VendorCredit, VendorCreditLine, -1))


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


def within(period: Period) -> Q:
    """Return the condition that a line's document is of the period."""
    return Q(document__date__gte=period.start, document__date__lte=period.end)


def lines_of(source: Source, where: Q, *, with_cost: bool = False, known_at: datetime | None = None) -> Lines:
    """Return the lines that meet `where` of documents that count, with `net` (without tax and discounts) and `stock`.

    `stock` is the change of the value of stock by the line, later differences included; None where it moves none.
    With `known_at`, what was recorded by then, and those documents alone that were not touched since.
    """
    untouched = source.recorded.untouched(known_at) if known_at else Q()
    lines = source.line.objects.filter(where, untouched, document__state__in=COUNTING)
    in_price = Case(When(document__is_inclusive_tax=True, then=F("tax_minor")), default=Value(0))
    annotated: Lines = lines.annotate(
        net=F("amount_minor") - F("document_discount_minor") - in_price,
        stock=_stock(known_at) if with_cost else Cast(Value(None), BigIntegerField()),
    )
    return annotated


def recorded_until(known_at: datetime | None) -> Q:
    """Return the condition that a row was recorded until `known_at`, where that is given."""
    return Q(recorded_at__lte=known_at) if known_at else Q()


def _stock(known_at: datetime | None) -> Case:
    """Return the change of the value of stock by a line; of a kit by its components, of goods by their batches."""
    kits, batches = (
        table.objects.filter(line_id=OuterRef(OuterRef("id"))).values("id") for table in (KitPart, BatchLine)
    )
    own, of_kit, of_batches = (
        Subquery(
            StockValue.objects.filter(moved, recorded_until(known_at))
            .order_by()
            .annotate(all=Value(1))
            .values("all")
            .annotate(sum=Sum("value_minor"))
            .values("sum"),
            output_field=BigIntegerField(),
        )
        for moved in (Q(line_id=OuterRef("id")), Q(line_id__in=kits), Q(line_id__in=batches))
    )
    return Case(When(item__combo_type="kit", then=of_kit), When(item__tracking__gt="", then=of_batches), default=own)


def line_amounts(source: Source, lines: Lines, columns: Sequence[str]) -> Iterator[LineAmounts]:
    """Yield what each line comes to, with its document's id and `columns`; documents must be whole."""
    rows = lines.order_by("document_id", "position", "id").values_list("document_id", *columns, *AMOUNTS)
    for _document_id, group in groupby(rows.iterator(), key=lambda row: row[0]):
        yield from of_document(source.sign, list(group), len(columns) + 1)


def of_document(sign: int, rows: Sequence[tuple[Any, ...]], width: int) -> Iterable[LineAmounts]:
    """Yield what each line of one document comes to: `rows` are `width` columns, then `AMOUNTS`."""
    *_amounts, currency, rate, base_currency, discount, is_before_tax = rows[0]
    terms = Conversion(currency, rate, base_currency)
    nets, taxes = [row[width + 1] for row in rows], [row[width + 2] for row in rows]
    off = allocate(0 if is_before_tax else discount, [abs(net) for net in nets])
    amounts = terms.parts([net - share for net, share in zip(nets, off, strict=True)])
    for row, amount, tax in zip(rows, amounts, terms.parts(taxes), strict=True):
        quantity, stock = row[width], row[width + 3]
        figures = Traded(0, sign * quantity, sign * amount, sign * tax, -(stock or 0), is_stock=stock is not None)
        yield LineAmounts(row[:width], figures)
