"""The database has the last word about names and numbers."""

import pytest

from daicho.contacts.commands._names import unique_at_last
from daicho.contacts.models import Contact
from daicho.kernel.errors import InvalidInput
from daicho.platform.work import unit_of_work
from tests.build.contacts import make_customer
from tests.build.organization import make_organization

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"contact_number": "C-2"}, 3062, "contact_name"),
        ({"name": "Other", "name_key": "other"}, 4, "contact_number"),
    ],
)
def test_what_another_took_in_this_moment_is_refused_alike(changes, code, field):
    ctx = make_organization()
    contact_id = make_customer(ctx, contact_name="Harbor", contact_number="C-1")
    with pytest.raises(InvalidInput) as refused, unit_of_work(ctx):
        row = Contact.objects.get(id=contact_id)
        twin = Contact(**{column.attname: getattr(row, column.attname) for column in Contact._meta.local_fields})
        twin.id = row.id + 1
        for name, value in changes.items():
            setattr(twin, name, value)
        with unique_at_last(twin):
            Contact.objects.bulk_create([twin])
    assert (refused.value.code, refused.value.errors[0].field) == (code, field)
