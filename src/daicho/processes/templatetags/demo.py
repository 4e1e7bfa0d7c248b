"""How to enter a database that holds the demo."""

from django import template

from daicho.processes.demo.loaded import has_demo
from daicho.processes.demo.people import PASSWORD, PEOPLE

register = template.Library()


@register.inclusion_tag("processes/demo_sign_in.html")
def demo_sign_in() -> dict[str, object]:
    """Say who can sign in to the demo; nothing where it is not loaded."""
    return {"people": PEOPLE if has_demo() else (), "password": PASSWORD}
