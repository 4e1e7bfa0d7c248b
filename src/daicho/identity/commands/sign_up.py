"""A new person, by their own hand."""

from daicho.identity.commands._people import add_person
from daicho.kernel.context import Ctx
from daicho.platform.access import PUBLIC
from daicho.platform.work import unit_of_work


def sign_up(ctx: Ctx, *, email: str, password: str, name: str, locale: str) -> int:
    """Make a person whose address is still to be verified, and return the id.

    Raises InvalidInput for a malformed or taken address and a password that is too weak.
    """
    ctx.require(PUBLIC)
    with unit_of_work(ctx.within(0)) as unit:
        user = add_person(ctx, unit, email=email, password=password, name=name, locale=locale)
    return int(user.id)
