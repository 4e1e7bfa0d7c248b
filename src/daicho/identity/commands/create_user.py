"""A new person, made by somebody else."""

from allauth.account.models import EmailAddress

from daicho.identity.commands._people import add_person
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work


def create_user(ctx: Ctx, *, email: str, password: str, name: str = "", locale: str = "en") -> int:
    """Make a person who can sign in at once, the address taken as verified, and return the id.

    Raises InvalidInput for a malformed or taken address and a password that is too weak.
    """
    ctx.require("people.create")
    with unit_of_work(ctx.within(0)) as unit:
        user = add_person(ctx, unit, email=email, password=password, name=name, locale=locale)
        EmailAddress.objects.bulk_create([EmailAddress(user_id=user.id, email=user.email, verified=True, primary=True)])
    return int(user.id)
