"""What bills and vendor credits that count do to stock and books (behaviour.md 2.3, 4, 5.2, 5.7)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from daicho.documents.core.entry import Booked, BookedLine, entry_of
from daicho.ledger.core.posting import Amount, Line
from daicho.purchases.core.input_tax import Expensed, TaxedLine, expensed_in_cost, tax_in_cost
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement, Stock


@dataclass(frozen=True, slots=True)
class Goods:
    """What a line of a tracked item moves. `lot` is the line of the bill that a credit takes back, 0 for none."""

    line_id: int
    position: int
    quantity: int
    inventory_account_id: int
    purchase_account_id: int
    is_physical: bool
    lot: int = 0


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """A line as it is booked, its tax by id (0: none), and its goods where the item is kept in stock."""

    booked: BookedLine
    tax_id: int
    goods: Goods | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """A bill or vendor credit. `booked` lacks lines and taxes: they follow from `lines` and the tax accounts.

    `tax` is all of the document's tax, shipping's included, `shipping` what tells of the tax on shipping, and
    `expensed` the taxes that nobody can reclaim.
    """

    booked: Booked
    number: str
    lines: Sequence[PurchaseLine]
    tax: int
    tax_account_id: int
    credit_percentage: int
    shipping: TaxedLine
    expensed: Sequence[Expensed] = ()


def bill_effects(bill: Purchase) -> tuple[list[Line], list[Movement]]:
    """Return the ledger lines without inventory, and the goods that come in at what the bill says they cost.

    That is their price less every discount, with the part of the tax that cannot be reclaimed.
    """
    booked = _booked(bill, is_stock=True)
    entry = entry_of(booked)
    day, currency = booked.day, booked.currency
    movements = [
        _movement(line, bill.number, day, Kind.INFLOW)._replace(
            value=amount.base, own_value=amount.own, currency=currency
        )
        for line, amount in zip(bill.lines, entry.amounts, strict=True)
        if line.goods
    ]
    return list(entry.lines), movements


def booked_amounts(bill: Purchase) -> Sequence[Amount]:
    """Return what each line of a bill is booked at: its price less every discount, with the tax that is cost."""
    return entry_of(_booked(bill, is_stock=True)).amounts


def credit_effects(credit: Purchase) -> tuple[list[Line], list[Movement]]:
    """Return the ledger lines, and the goods that leave: first of the lot of their bill, then the oldest.

    What is credited for goods goes to the item's purchase account, against which costing books what they had cost: the
    difference stays there.
    """
    entry = entry_of(_booked(credit, is_stock=False))
    day = credit.booked.day
    return list(entry.lines), [_movement(line, credit.number, day, Kind.OUTFLOW) for line in credit.lines if line.goods]


def _booked(purchase: Purchase, *, is_stock: bool) -> Booked:
    inclusive = purchase.booked.is_inclusive
    taxed = [
        TaxedLine(
            line.booked.amount - line.booked.document_discount - (line.booked.tax if inclusive else 0),
            line.booked.tax,
            line.tax_id,
            line.booked.tax_percentage_micro,
        )
        for line in purchase.lines
    ]
    taxed.append(purchase.shipping)
    expensed = expensed_in_cost(taxed, purchase.expensed)
    shared = tax_in_cost(taxed, purchase.credit_percentage)
    *costs, of_shipping = [share + whole for share, whole in zip(shared, expensed, strict=True)]
    apart = [(tax.account_id, tax.amount) for tax in purchase.expensed if tax.account_id]
    reclaimed = purchase.tax - sum(costs) - of_shipping - sum(amount for _account_id, amount in apart)
    lines = [
        replace(line.booked, tax_in_cost=cost, is_stock=is_stock and line.goods is not None)
        for line, cost in zip(purchase.lines, costs, strict=True)
    ]
    return replace(
        purchase.booked,
        lines=lines,
        taxes=[(purchase.tax_account_id, reclaimed), *apart],
        shipping_tax_in_cost=of_shipping,
    )


def _movement(line: PurchaseLine, number: str, day: date, kind: Kind) -> Movement:
    goods = line.goods
    assert goods is not None, "only lines with goods move"
    return Movement(
        line_id=goods.line_id,
        item_id=line.booked.item_id,
        location_id=line.booked.location_id,
        kind=kind,
        stock=Stock.BOTH if goods.is_physical else Stock.ACCOUNTING,
        day=day,
        number=number,
        position=goods.position,
        quantity=goods.quantity,
        inventory_account_id=goods.inventory_account_id,
        contra_account_id=goods.purchase_account_id,
        cost_account_id=goods.purchase_account_id,
        lot=goods.lot or None,
    )
