"""Contacts that have transactions."""

from collections.abc import Sequence

from daicho.contacts.queries._uses import contact_uses
from daicho.kernel.context import Ctx


def contacts_with_transactions(ctx: Ctx, *, contact_ids: Sequence[int]) -> set[int]:
    """Return those of the contacts that a document of any package is for: their type and currency are fixed."""
    found: set[int] = set()
    for use in contact_uses():
        found |= use.with_transactions(ctx, contact_ids)
    return found
