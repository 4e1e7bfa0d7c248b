"""One person at a contact."""

from daicho.contacts.models import Person
from daicho.contacts.queries._views import PersonView, person_view
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _


def contact_person(ctx: Ctx, *, person_id: int, contact_id: int | None = None) -> PersonView:
    """Return a person, with `contact_id` only one of that contact. Raises NotFound."""
    del ctx  # the organisation is in scope
    rows = Person.objects.filter(id=person_id, contact__merged_into=None)
    view = person_view(rows if contact_id is None else rows.filter(contact_id=contact_id))
    if view is None:
        raise NotFound(_("Contact person does not exist."))
    return view
