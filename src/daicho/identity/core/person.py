"""A person as the rest of the system sees one."""

from dataclasses import dataclass

from daicho.kernel.context import Ctx


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


def acting_person(ctx: Ctx) -> int:
    """Return the id of the person who acts. Work without a person behind it is a programmer error here."""
    assert ctx.actor.user_id is not None, "this is done by a person"
    return ctx.actor.user_id
