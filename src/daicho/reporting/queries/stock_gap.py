"""The documents that make one of the gaps between physical and accounting stock."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Q, Value

from daicho.catalog.models import Item
from daicho.kernel.context import Ctx
from daicho.kernel.rounding import Rounding, divide, unscaled
from daicho.kernel.text import noop as _
from daicho.ledger.core.conversion import Conversion
from daicho.purchases.models import BillLine, PurchaseOrderLine, VendorCreditLine
from daicho.reporting.core.bridge import Flow, Gap, signed
from daicho.reporting.core.report import LIMIT, Column, Kind, Parameters, Report, Row
from daicho.reporting.queries._books import Books
from daicho.reporting.queries._chains import open_chains
from daicho.reporting.queries._conditions import union_of
from daicho.reporting.queries._remembered import LINES, Recorded, remembered, same
from daicho.reporting.queries._sides import contact_names
from daicho.sales.models import CreditNoteLine, InvoiceLine, SalesOrderLine

_COLUMNS = (
    Column("date", _("Date"), Kind.DATE),
    Column("source_type", _("Transaction type")),
    Column("source_id", _("Transaction ID"), Kind.ID),
    Column("source_number", _("Number")),
    Column("contact_id", _("Contact ID"), Kind.ID),
    Column("contact_name", _("Contact")),
    Column("item_id", _("Item ID"), Kind.ID),
    Column("item_name", _("Item")),
    Column("physical", _("Physical stock"), Kind.QUANTITY),
    Column("accounting", _("Accounting stock"), Kind.QUANTITY),
    Column("quantity", _("Quantity"), Kind.QUANTITY),
    Column("value", _("Value at the document's price"), Kind.MONEY),
)
_ORIGINS: Mapping[Flow, Sequence[tuple[str, Any]]] = {
    Flow.SALE: (("salesorder", SalesOrderLine), ("invoice", InvoiceLine), ("creditnote", CreditNoteLine)),
    Flow.PURCHASE: (("purchaseorder", PurchaseOrderLine), ("bill", BillLine), ("vendorcredit", VendorCreditLine)),
}
_READ = (
    "id", "document_id", "document__number", "document__date", "document__contact_id", "document__contact__name",
    "item_id", "quantity_micro", "amount_minor", "document_discount_minor", "tax_minor", "document__is_inclusive_tax",
    "document__currency_code", "document__exchange_rate_micro", "document__base_currency",
)  # fmt: skip
_CONTACT = 1 + _READ.index("document__contact_id")
_HEADER = (
    "number", "date", "contact_id", "is_inclusive_tax", "currency_code", "exchange_rate_micro", "base_currency",
)  # fmt: skip
_LINE = ("id", "item_id", "quantity_micro", "amount_minor", "document_discount_minor", "tax_minor")


@dataclass(frozen=True, slots=True)
class _Origin:
    """The line at the beginning of a chain, with its document; `net` is without tax, for `quantity` (10^-6)."""

    kind: str
    document_id: int
    number: str
    day: date
    contact_id: int
    contact_name: str
    item_id: int
    quantity: int
    net: int
    terms: Conversion

    def value(self, quantity: int) -> int:
        """Return what a quantity is worth at the line's price, in minor units of the base currency."""
        return self.terms.total(divide(self.net * quantity, self.quantity, Rounding.HALF_UP))


# tidy: allow call-shape: the table of reports says what it is about
def stock_gap(ctx: Ctx, *, parameters: Parameters, gap: Gap, flow: Flow, name: str, title: str) -> Report:
    """Return the orders, and documents without one, of which the goods moved in one stock only; of one item if given.

    Quantities of both stocks are those that moved in one alone. The value is what the quantity comes to by the price of
    the order: what will be billed or invoiced for it; a component of a kit has none.
    """
    books = Books(ctx, None)
    chains = [one for one in open_chains(parameters.end, parameters.known_at, parameters.item_id) if one.gap is gap]
    origins = _origins(flow, {one.line_id for one in chains}, parameters.known_at)
    names = dict(Item.objects.filter(id__in={one.item_id for one in chains}).values_list("id", "name"))
    rows: list[Row] = []
    totals = {"physical": 0, "accounting": 0, "quantity": 0, "value": 0}
    for chain in sorted(chains, key=lambda one: (one.line_id, one.item_id)):
        quantity, origin = signed(gap, chain.difference), origins.get(chain.line_id)
        value = origin.value(quantity) if origin and origin.item_id == chain.item_id else 0
        amounts = {"physical": chain.physical, "accounting": chain.accounting, "quantity": quantity}
        for key, amount in (amounts | {"value": value}).items():
            totals[key] += amount
        rows.append(
            {
                "date": origin.day if origin else None,
                "source_type": origin.kind if origin else "",
                "source_id": origin.document_id if origin else None,
                "source_number": origin.number if origin else "",
                "contact_id": origin.contact_id if origin else None,
                "contact_name": origin.contact_name if origin else "",
                "item_id": chain.item_id,
                "item_name": names[chain.item_id],
                **{key: unscaled(amount, 6) for key, amount in amounts.items()},
                "value": books.money(value),
            }
        )
    rows.sort(key=lambda row: (str(row["date"] or ""), str(row["source_number"])))
    cells = {key: unscaled(amount, 6) for key, amount in totals.items()} | {"value": books.money(totals["value"])}
    return Report(name, title, _COLUMNS, rows[:LIMIT], cells)


def _origins(flow: Flow, line_ids: Collection[int], known_at: datetime | None) -> dict[int, _Origin]:
    if known_at:
        return dict(map(_origin, _remembered(flow, line_ids, known_at)))
    arms = [
        lines.objects.filter(id__in=line_ids)
        .annotate(kind=Value(kind, output_field=CharField()))
        .order_by()
        .values_list("kind", *_READ)
        for kind, lines in _ORIGINS[flow]
    ]
    return dict(map(_origin, union_of(arms)))


def _remembered(flow: Flow, line_ids: Collection[int], known_at: datetime) -> list[tuple[Any, ...]]:
    """Return the rows of these lines as known then."""
    wanted_documents = [
        (
            Recorded(kind, lines._meta.get_field("document").related_model, same(_HEADER), lines, same(_LINE)),
            Q(id__in=lines.objects.filter(id__in=line_ids).values("document_id")),
        )
        for kind, lines in _ORIGINS[flow]
    ]
    rows: list[tuple[Any, ...]] = []
    for (recorded, _besides), documents in zip(wanted_documents, remembered(wanted_documents, known_at), strict=True):
        for document in documents.values():
            wanted = [line for line in document[LINES] if line["id"] in line_ids]
            values = {f"document__{name}": document[name] for name in _HEADER}
            rows += [
                (recorded.kind, *({**values, **line, "document_id": document["id"]}.get(name) for name in _READ))
                for line in wanted
            ]
    names = contact_names(row[_CONTACT] for row in rows)
    return [(*row[: _CONTACT + 1], names.get(row[_CONTACT], ""), *row[_CONTACT + 2 :]) for row in rows]


def _origin(row: Sequence[Any]) -> tuple[int, _Origin]:
    kind, line_id, document_id, number, day, contact_id, contact_name, item_id, quantity, *rest = row[:13]
    amount, discount, tax, is_inclusive = rest
    net = amount - discount - (tax if is_inclusive else 0)
    terms = Conversion(*row[13:])
    return line_id, _Origin(kind, document_id, number, day, contact_id, contact_name, item_id, quantity, net, terms)
