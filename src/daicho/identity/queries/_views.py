"""Rows of people as views."""

from daicho.identity.core.person import PersonView, display_name

PERSON_FIELDS = ("id", "name", "email", "locale", "is_active")
PersonRow = tuple[int, str, str, str, bool]


def person_view(row: PersonRow) -> PersonView:
    """Return the view of a row of PERSON_FIELDS."""
    user_id, name, email, locale, is_active = row
    return PersonView(user_id, display_name(name, email), email, locale, is_active)
