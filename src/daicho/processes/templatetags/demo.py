"""How to enter a database that holds the demo."""

from django import template

from daicho.identity.queries.person_by_email import person_by_email
from daicho.processes.demo.people import OWNER, PASSWORD, PEOPLE

register = template.Library()


@register.inclusion_tag("processes/demo_sign_in.html")
def demo_sign_in() -> dict[str, object]:
    """Say who can sign in to the demo; nothing where it is not loaded."""
    loaded = person_by_email(OWNER.email) is not None
    return {"people": PEOPLE if loaded else (), "password": PASSWORD}
