"""Whom and what the story is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from daicho.contacts.core.terms import PaymentTerms
from daicho.kernel.context import Ctx


class Manner(Enum):
    """How a customer pays."""

    PROMPT = "prompt"
    LATE = "late"
    IN_PARTS = "in parts"
    HARDLY = "hardly"


@dataclass(frozen=True, slots=True)
class Party:
    """A customer or vendor, at its place among those of its kind; `currency_code` "" means the base currency."""

    place: int
    contact_id: int
    name: str
    terms: PaymentTerms
    currency_code: str = ""

    @property
    def is_foreign(self) -> bool:
        """Whether it is dealt with in another currency."""
        return bool(self.currency_code)

    @property
    def manner(self) -> Manner:
        """How it pays: most do as they said."""
        return {3: Manner.LATE, 6: Manner.IN_PARTS, 8: Manner.LATE, 11: Manner.HARDLY}.get(
            self.place % 13, Manner.PROMPT
        )


@dataclass(frozen=True, slots=True)
class Article:
    """An item with its prices in the base currency; `vendor_id` None where it is not bought."""

    item_id: int
    price: Decimal
    cost: Decimal
    tax_id: int | None
    vendor_id: int | None
    opening: int = 0

    @property
    def is_goods(self) -> bool:
        """Whether it is kept in stock."""
        return self.vendor_id is not None


@dataclass(frozen=True, slots=True)
class Cast:
    """An organisation as the story finds it.

    `owner` and `seller` are contexts of who does what. `rates` holds, by currency, what one unit of it is worth in base
    currency, roughly. `keys` and `codes` name accounts by system key and by code. `sales` counts the sales of an
    ordinary month.
    """

    key: str
    owner: Ctx
    seller: Ctx
    country: str
    base_currency: str
    in_books: bool
    in_inventory: bool
    sales: Decimal
    customers: Sequence[Party]
    vendors: Sequence[Party]
    articles: Sequence[Article]
    rates: Mapping[str, Decimal]
    keys: Mapping[str, int]
    codes: Mapping[str, int]
    places: tuple[int, int]
    """Its first location and its second."""
    untaxed: Mapping[str, int]
    """The taxes of sales ("sale") and purchases ("purchase") across the border."""

    @property
    def is_japanese(self) -> bool:
        """Whether it is a Japanese business: its texts and habits are."""
        return self.country == "JP"

    def say(self, japanese: str, english: str) -> str:
        """Return what somebody of the organisation would have typed."""
        return japanese if self.is_japanese else english

    def goods_of(self, vendor: Party) -> list[Article]:
        """Return what is bought from a vendor."""
        return [article for article in self.articles if article.vendor_id == vendor.contact_id]
