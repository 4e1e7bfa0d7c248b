"""A contact as a file describes it."""

from daicho.contacts.core.contact import ContactFields


class ContactRow(ContactFields, total=False):
    """One record of an import.

    On a contact that exists, addresses and the one person are merged into the address and the primary person it has.
    """

    is_active: bool
