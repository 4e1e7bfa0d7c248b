"""Contacts for tests, made by the real commands."""

from itertools import count
from typing import Any

from daicho.contacts.commands.create_contact import create_contact
from daicho.contacts.core.contact import ContactFields
from daicho.kernel.context import Ctx

_numbers = count(1)


def make_contact(ctx: Ctx, **fields: Any) -> int:
    """Create a contact (a customer unless `contact_type` says otherwise) and return its id; the name is made up."""
    given: dict[str, Any] = {"contact_name": f"Contact {next(_numbers)}"} | fields
    return create_contact(ctx, fields=ContactFields(**given))


def make_customer(ctx: Ctx, **fields: Any) -> int:
    """Create a customer and return its id."""
    return make_contact(ctx, contact_type="customer", **fields)


def make_vendor(ctx: Ctx, **fields: Any) -> int:
    """Create a vendor and return its id."""
    return make_contact(ctx, contact_type="vendor", **fields)
