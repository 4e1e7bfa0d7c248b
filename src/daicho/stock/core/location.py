"""What a location may be (behaviour.md 2.11, INTERFACE.md §5, 3)."""

import re
from collections.abc import Iterable, Mapping
from typing import TypedDict

from daicho.kernel.errors import FieldError, missing
from daicho.kernel.text import noop as _

TYPES = {"general": _("Business location"), "line_item_only": _("Warehouse only")}
NEGATIVE_STOCK = {"": _("As the organisation"), "warn": _("Warn"), "block": _("Block")}
ADDRESS = {
    "attention": 200,
    "street_address1": 300,
    "street_address2": 300,
    "city": 100,
    "state": 100,
    "state_code": 10,
    "zip": 20,
    "country": 100,
}
"""Parts of an address, and how long each may be."""

PRIMARY_NAMES = {"ja": "本社"}
TRANSIT_NAMES = {"ja": "輸送中"}
PRIMARY_NAME, TRANSIT_NAME = "Head Office", "In Transit"
_MAIL = re.compile(r"[^@\s]+@[^@\s]+")
_LENGTHS = {"name": 200, "phone": 50, "email": 254}


class LocationFields(TypedDict, total=False):
    """What a person may set on a location; an absent key means unchanged, or the default."""

    name: str
    location_type: str
    parent_id: int | None
    negative_stock: str
    address: Mapping[str, str]
    phone: str
    email: str
    wire: Mapping[str, object]


def location_errors(values: Mapping[str, object]) -> Iterable[FieldError]:
    """Yield what is wrong with a location's values, as they would be saved."""
    if not values["name"]:
        yield missing("location_name")
    for field, limit in _LENGTHS.items():
        if len(str(values[field])) > limit:
            yield _too_long("location_name" if field == "name" else field, limit)
    if values["location_type"] not in TYPES:
        yield _bad("type")
    if values["negative_stock"] not in NEGATIVE_STOCK:
        yield _bad("negative_stock")
    if values["email"] and not _MAIL.fullmatch(str(values["email"])):
        yield _bad("email")
    yield from _address_errors(values["address"])


def _address_errors(address: object) -> Iterable[FieldError]:
    assert isinstance(address, Mapping)
    for part, limit in ADDRESS.items():
        if len(str(address.get(part, ""))) > limit:
            yield _too_long(f"address.{part}", limit)


def _too_long(field: str, limit: int) -> FieldError:
    return FieldError(
        field, _("%(field)s must not be longer than %(limit)s characters."), {"field": field, "limit": limit}
    )


def _bad(field: str) -> FieldError:
    return FieldError(field, _("Invalid value passed for %(field)s"), {"field": field})
