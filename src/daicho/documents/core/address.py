"""Addresses as documents keep them: copied, so that an issued paper does not change when a contact moves."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

LENGTH = 500


@dataclass(frozen=True, slots=True)
class Address:
    """`state` is the prefecture; `address` and `street2` are the lines below the city."""

    attention: str = ""
    address: str = ""
    street2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    country_code: str = ""
    phone: str = ""
    fax: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it."""
        return not any(asdict(self).values())


def address_from(values: Mapping[str, object]) -> Address:
    """Return the address in `values`; unknown keys are ignored, absent ones are empty."""
    names = {field.name for field in fields(Address)}
    return Address(**{name: str(value or "").strip()[:LENGTH] for name, value in values.items() if name in names})


def address_lines(address: Address, *, locale: str) -> list[str]:
    """Return the lines of an address without names and phone.

    Japanese order for an address in Japan read in Japanese (`ja`); street first otherwise, as abroad.
    """
    if locale == "ja" and address.country_code in {"", "JP"}:
        place = "".join((address.state, address.city, address.address))
        return [line for line in (f"〒{address.zip}" if address.zip else "", place, address.street2) if line]
    town = " ".join(part for part in (_joined(address.city, address.state), address.zip) if part)
    return [line for line in (address.address, address.street2, town, address.country) if line]


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
