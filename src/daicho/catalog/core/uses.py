"""What higher packages tell this one about items; their tables are named in `config/wiring.py` ITEM_USES."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from datetime import date
from typing import Any, Literal, Protocol

from daicho.kernel.context import Ctx

Kind = Literal[
    "salesorders",
    "purchaseorders",
    "invoices",
    "deliverychallans",
    "salesreceipts",
    "moveorders",
    "putaways",
    "bills",
    "assemblies",
]


@dataclass(frozen=True, slots=True)
class StockFigures:
    """Stock of an item in 10^-6 units, in both countings (behaviour.md 2.3 to 2.5).

    `on_hand` and `committed` count by bills and invoices, the `physical_` ones by receives and shipments; the last six
    are what confirmed orders still wait for. Figures of several packages add up.
    """

    on_hand: int = 0
    committed: int = 0
    physical_on_hand: int = 0
    physical_committed: int = 0
    to_be_packed: int = 0
    to_be_shipped: int = 0
    to_be_invoiced: int = 0
    to_be_received: int = 0
    to_be_billed: int = 0
    ordered: int = 0

    @property
    def available_for_sale(self) -> int:
        """Accounting stock that nobody has ordered."""
        return self.on_hand - self.committed

    @property
    def physical_available_for_sale(self) -> int:
        """Physical stock that nobody has ordered."""
        return self.physical_on_hand - self.physical_committed

    def __add__(self, other: "StockFigures") -> "StockFigures":
        return StockFigures(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class LocationStock:
    """An item's stock at one location."""

    location_id: int
    location_name: str
    is_active: bool
    is_primary: bool
    figures: StockFigures


@dataclass(frozen=True, slots=True)
class StockOfItem:
    """An item's stock over all locations, and at each; `value` is its worth in minor units of the base currency."""

    figures: StockFigures = StockFigures()
    locations: tuple[LocationStock, ...] = ()
    value: int = 0


@dataclass(frozen=True, slots=True)
class ItemTransaction:
    """A line of a document that names an item. `status` is the wire's word in the caller's application.

    `quantity` and `price` are 10^-6; `total` is in minor units of `currency_code`. `page` and `page_key` open it.
    """

    record_id: int
    number: str
    day: date
    status: str
    contact_id: int | None
    contact_name: str
    quantity: int
    unit: str
    price: int
    total: int
    currency_code: str
    page: str = ""
    page_key: str = ""
    sales_channel: str = ""
    location_id: int | None = None
    location_name: str = ""


@dataclass(frozen=True, slots=True)
class TransactionQuery:
    """Which documents of an item are wanted: newest first, or by `sort` (a column of the wire)."""

    item_id: int
    status: str = ""
    contact_id: int | None = None
    sales_channel: str = ""
    sort: str = ""
    descending: bool = True
    page: int = 1
    per_page: int = 200


@dataclass(frozen=True, slots=True)
class BatchOfItem:
    """A batch of an item, or a piece with its serial number, and how much of it is where (name of location → 10^-6).

    `page` and `page_key` open it.
    """

    batch_id: int
    number: str
    expires_on: date | None
    is_active: bool
    places: tuple[tuple[str, int], ...]
    page: str = ""
    page_key: str = ""


Transactions = Callable[[Ctx, TransactionQuery], tuple[Sequence[ItemTransaction], bool]]
"""Returns a page of lines, and whether there are more."""


class FollowOpeningStock(Protocol):
    """Posts the opening stock of items."""

    def __call__(self, ctx: Ctx, *, item_ids: Collection[int], is_new: bool) -> None:
        """Run in the transaction that changed it; `is_new`: the items had none before."""


class FollowValuation(Protocol):
    """Values the stock of an item by another method."""

    def __call__(self, ctx: Ctx, *, item_id: int, method: str) -> None:
        """Run in the transaction that changed the item's `inventory_valuation_method`."""


class AvailableStock(Protocol):
    """Adds to the stock of items available for sale, all at once."""

    def __call__(self, ctx: Ctx, *, physical: bool) -> Any:
        """Return its part as an expression for a query of items (`OuterRef("id")`), 10^-6; never null."""


class LowCandidates(Protocol):
    """Names items of which too little may be available."""

    def __call__(self, ctx: Ctx, *, physical: bool) -> Any:
        """Return a query for their ids: together with those of the other packages, it holds every item that is low."""


def _no_stock(ctx: Ctx, item_ids: Collection[int]) -> Mapping[int, StockOfItem]:
    return {}


def _nothing(ctx: Ctx, *, item_ids: Collection[int], is_new: bool) -> None:
    pass


def _no_valuation(ctx: Ctx, *, item_id: int, method: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class ItemUse:
    """How one higher package uses items; whether it uses one at all is said by IN_USE["item"].

    - `transactions`: by kind of document, its lines that name an item.
    - `stock(ctx, item_ids)`: what the package adds to the figures of items; nothing for those it knows nothing of.
    - `available(ctx, physical=…)`: the same of what is available for sale alone, as an expression inside a query.
    - `maybe_low(ctx, physical=…)`: the items of which the package alone may make too little available, by an index.
    - `on_hand(ctx, physical=…)`: the same of what is on hand alone.
    - `at_location(ctx, location_id)`: the condition of items that have or had stock at a location.
    - `batches(ctx, item_id)`: its batches or serial numbers, first those that expire first; and whether there are more.
    - `opening_stock`: posts what items start with.
    - `valuation`: values an item's stock by the method that it now says.
    """

    transactions: Mapping[Kind, Transactions] = field(default_factory=dict)
    stock: Callable[[Ctx, Collection[int]], Mapping[int, StockOfItem]] = _no_stock
    available: AvailableStock | None = None
    maybe_low: LowCandidates | None = None
    on_hand: AvailableStock | None = None
    at_location: Callable[[Ctx, int], Any] | None = None
    batches: Callable[[Ctx, int], tuple[Sequence[BatchOfItem], bool]] | None = None
    opening_stock: FollowOpeningStock = _nothing
    valuation: FollowValuation = _no_valuation
