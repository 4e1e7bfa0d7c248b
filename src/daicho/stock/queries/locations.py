"""The places where stock is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from daicho.kernel.context import Ctx
from daicho.platform.db.fixed import fixed
from daicho.platform.memory import remembered
from daicho.stock.models import Location


@dataclass(frozen=True, slots=True)
class LocationView:
    """A location. `address` holds the parts that were given, `wire` what clients sent and get back."""

    location_id: int
    name: str
    location_type: str
    parent_id: int | None
    is_primary: bool
    is_transit: bool
    is_active: bool
    negative_stock: str
    address: Mapping[str, str]
    phone: str
    email: str
    wire: Mapping[str, object]
    created_at: datetime
    modified_at: datetime


LOCATION_FIELDS = (
    "id", "name", "location_type", "parent_id", "is_primary", "is_transit", "is_active", "negative_stock", "address",
    "phone", "email", "wire", "created_at", "modified_at",
)  # fmt: skip


def locations(ctx: Ctx, *, with_transit: bool = False) -> list[LocationView]:
    """Return all locations, the primary one first; with the virtual one for goods in transit where asked."""
    return [place for place in _every_location(ctx) if with_transit or not place.is_transit]


@remembered
def _every_location(ctx: Ctx) -> tuple[LocationView, ...]:
    del ctx  # the organisation is in scope
    return tuple(LocationView(*row) for row in _rows())


@fixed
def _rows() -> QuerySet[Location, tuple[Any, ...]]:
    return Location.objects.order_by("-is_primary", "name", "id").values_list(*LOCATION_FIELDS)
