"""What an assembly says, and what it does (behaviour.md 2.3, 3.12, 4, 10)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict

from daicho.kernel.errors import FieldError, missing
from daicho.kernel.measure import MICRO_LIMIT, Quantity, Rate, extend
from daicho.kernel.text import noop as _
from daicho.ledger.core.posting import Amount, Line, Slot
from daicho.stock.core.adjustment import bad
from daicho.stock.core.batches import NamedBatch
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement, Stock

ENTITY = "assembly"
KINDS = {"bundle": _("Put together"), "unbundle": _("Take apart")}


class AssemblyLineFields(TypedDict, total=False):
    """A line as it is given; all exact. `quantity` is that of all together, `rate` what one of a service costs."""

    line_id: int
    item_id: int
    name: str
    description: str
    unit: str
    location_id: int | None
    account_id: int | None
    quantity: Decimal
    rate: Decimal | None
    batches: Sequence[NamedBatch] | None


class AssemblyFields(TypedDict, total=False):
    """What a person may set on an assembly; an absent key means unchanged, or the default. Lines are replaced.

    A new one without lines takes those of the recipe. `batches` are those of the composite item.
    """

    number: str
    kind: str
    date: date
    item_id: int
    quantity: Decimal
    location_id: int | None
    reference: str
    description: str
    lines: list[AssemblyLineFields]
    batches: Sequence[NamedBatch] | None
    custom_fields: Sequence[Mapping[str, object]] | None


@dataclass(frozen=True, slots=True)
class AssemblyRow:
    """A line as it will be saved, 10^-6. Goods have neither account nor rate."""

    line_id: int
    position: int
    item_id: int
    location_id: int
    account_id: int | None
    name: str
    description: str
    unit: str
    quantity: int
    rate: int | None

    def cost(self, currency: str) -> int:
        """What the line adds that is not kept in stock, in minor units."""
        return extend(Quantity(self.quantity), Rate(self.rate), currency).minor if self.rate is not None else 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The head of an assembly; the quantity in 10^-6."""

    assembly_id: int
    kind: str
    day: date
    number: str
    item_id: int
    item_line_id: int
    quantity: int
    location_id: int


@dataclass(frozen=True, slots=True)
class Accounts:
    """What the effects need to know of an item that is kept in stock; the purchase rate in 10^-6."""

    inventory_account_id: int
    purchase_account_id: int
    purchase_rate: int


def quantity_errors(field: str, quantity: Decimal | None) -> Iterable[FieldError]:
    """Yield what is wrong with a quantity that must be greater than zero."""
    if quantity is None:
        yield missing(field)
    elif abs(quantity) > MICRO_LIMIT // 10**6:
        yield bad(field)
    elif Quantity.of(quantity).micro <= 0:
        yield FieldError(field, _("%(field)s must be greater than zero."), {"field": field})


def rate_errors(field: str, rate: Decimal | None) -> Iterable[FieldError]:
    """Yield what is wrong with a cost per unit."""
    if rate is not None and not 0 <= rate <= MICRO_LIMIT // 10**6:
        yield bad(field)


def movements_of(
    plan: Plan, rows: Sequence[AssemblyRow], items: Mapping[int, Accounts], currency: str
) -> list[Movement]:
    """Return what an assembly does to both stocks: what goes in leaves first, then what it makes comes.

    Both bear the assembly's id and no contra account: the one is the other's other side. What services cost is the
    value that the composite brings of its own.
    """
    goods = [row for row in rows if row.rate is None]
    parts = [(row.line_id, row.item_id, row.location_id, row.quantity) for row in goods]
    whole = [(plan.item_line_id, plan.item_id, plan.location_id, plan.quantity)]
    services = sum(row.cost(currency) for row in rows)
    gone, made = (parts, whole) if plan.kind == "bundle" else (whole, parts)
    steps = [*((Kind.OUTFLOW, part) for part in gone), *((Kind.INFLOW, part) for part in made)]
    return [
        Movement(
            line_id=line_id,
            item_id=item_id,
            location_id=location_id,
            kind=kind,
            stock=Stock.BOTH,
            day=plan.day,
            number=plan.number,
            position=position,
            quantity=quantity,
            inventory_account_id=items[item_id].inventory_account_id,
            contra_account_id=0,
            cost_account_id=items[item_id].purchase_account_id,
            value=services if kind is Kind.INFLOW and services else None,
            fallback=extend(Quantity(quantity), Rate(items[item_id].purchase_rate), currency).minor,
            assembly_id=plan.assembly_id,
        )
        for position, (kind, (line_id, item_id, location_id, quantity)) in enumerate(steps, start=1)
    ]


def lines_of(plan: Plan, rows: Sequence[AssemblyRow], currency: str) -> list[Line]:
    """Return the credits for what services add; stock debits the other side."""
    return [
        Line(Slot(plan.day, row.account_id or 0, 0, row.item_id, row.location_id, currency), Amount(-cost, -cost))
        for row in rows
        if (cost := row.cost(currency))
    ]
