"""A person as the rest of the system sees one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person. `name` is never empty: it is the e-mail address where no name was given."""

    user_id: int
    name: str
    email: str
    locale: str
    is_active: bool


def display_name(name: str, email: str) -> str:
    """Return what to call a person."""
    return name or email
