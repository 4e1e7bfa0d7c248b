"""Tables of customers and vendors."""

from daicho.contacts.models.address import Address
from daicho.contacts.models.contact import Contact
from daicho.contacts.models.person import Person

__all__ = ["Address", "Contact", "Person"]
