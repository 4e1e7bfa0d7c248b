"""People: made, found, refused."""

import pytest

from daicho.identity.commands.create_user import create_user
from daicho.identity.queries.people import people
from daicho.identity.queries.person_by_email import person_by_email
from daicho.kernel.errors import Forbidden, InvalidInput
from tests.build.context import context

pytestmark = pytest.mark.django_db


def test_a_person_is_found_by_id_and_by_address_in_any_case():
    user_id = create_user(context(), email=" Hanako@Example.com", password="correct horse", name="Hanako", locale="ja")
    found = person_by_email("HANAKO@example.COM")
    assert found == people([user_id, 5])[user_id]
    assert (found.email, found.name, found.locale, found.is_active) == ("hanako@example.com", "Hanako", "ja", True)
    assert person_by_email("nobody@example.com") is None


def test_a_person_without_a_name_is_called_by_address():
    user_id = create_user(context(), email="a@example.com", password="correct horse")
    assert people([user_id])[user_id].name == "a@example.com"


@pytest.mark.parametrize(
    ("email", "password", "field"),
    [
        ("taken@example.com", "correct horse", "email"),
        ("no address", "correct horse", "email"),
        ("b@example.com", "short", "password"),
        ("b@example.com", "password123", "password"),
    ],
)
def test_a_bad_address_or_password_is_refused(email, password, field):
    create_user(context(), email="taken@example.com", password="correct horse")
    with pytest.raises(InvalidInput) as caught:
        create_user(context(), email=email, password=password)
    assert caught.value.errors[0].field == field


def test_making_people_needs_the_right():
    with pytest.raises(Forbidden):
        create_user(context(1, "contacts.view"), email="a@example.com", password="correct horse")
