"""Contacts by their names."""

from collections.abc import Collection

from daicho.contacts.core.names import name_key
from daicho.contacts.models import Contact
from daicho.kernel.context import Ctx

_CHUNK = 500


def contact_ids(ctx: Ctx, *, names: Collection[str]) -> dict[str, int]:
    """Return name (as `name_key` makes it) → id of the contacts that have one of these names."""
    del ctx  # the organisation is in scope
    keys = sorted({name_key(name) for name in names})
    found: dict[str, int] = {}
    for start in range(0, len(keys), _CHUNK):
        same = Contact.objects.filter(name_key__in=keys[start : start + _CHUNK], merged_into=None)
        found |= dict(same.values_list("name_key", "id"))
    return found
