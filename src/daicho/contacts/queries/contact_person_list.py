"""The persons at a contact, page by page."""

from daicho.contacts.models import Contact, Person
from daicho.contacts.queries._views import PERSON_COLUMNS, PersonView
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.listing import Criteria, Listing, Rows, filter_rows, page_of

PERSONS = Listing(
    filters=(),
    sorts={"contact_person_id": "id", "first_name": "first_name", "last_name": "last_name", "email": "email"},
    default_sort="position",
    search=("first_name", "last_name", "email", "phone", "mobile"),
)


def contact_person_list(ctx: Ctx, *, contact_id: int, criteria: Criteria) -> Rows[PersonView]:
    """Return a page of the contact's persons. Raises NotFound where the contact does not exist."""
    if not Contact.objects.filter(id=contact_id, merged_into=None).exists():
        raise NotFound(_("Contact does not exist."))
    rows = filter_rows(ctx, Person.objects.filter(contact_id=contact_id), PERSONS, criteria)
    page = page_of(rows.values_list(*PERSON_COLUMNS), criteria)
    return Rows([PersonView(*values) for values in page.rows], page.has_more, page.total)
