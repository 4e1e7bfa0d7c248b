"""The persons at several contacts."""

from collections.abc import Collection, Mapping, Sequence

from daicho.contacts.queries._views import PersonView, persons_of
from daicho.kernel.context import Ctx


def contact_persons(ctx: Ctx, *, contact_ids: Collection[int]) -> Mapping[int, Sequence[PersonView]]:
    """Return contact → its persons, the primary one first, in one statement; contacts without any are left out."""
    del ctx  # the organisation is in scope
    return persons_of(list(contact_ids))
