"""A new person."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from daicho.identity.models import User
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, duplicate, invalid
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work


def create_user(ctx: Ctx, *, email: str, password: str, name: str = "", locale: str = "en") -> int:
    """Make a person who can sign in at once, the address taken as verified, and return the id.

    Raises InvalidInput for a malformed or taken address and a password that is too weak.
    """
    ctx.require("people.create")
    address = email.strip().lower()
    user = User(email=address, name=name.strip(), locale=locale, created_at=ctx.now, password=make_password(password))
    _check(user, password)
    with unit_of_work(ctx.within(0)) as unit:
        if User.objects.filter(email=address).exists():
            raise InvalidInput([duplicate("email", address)])
        User.objects.bulk_create([user])
        EmailAddress.objects.bulk_create([EmailAddress(user_id=user.id, email=address, verified=True, primary=True)])
        unit.record("user", user.id, "created", after={"email": address, "name": user.name, "locale": locale})
    return user.id


def _check(user: User, password: str) -> None:
    try:
        validate_email(user.email)
    except ValidationError:
        raise invalid("email", _("Invalid value passed for %(field)s"), {"field": "email"}) from None
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise invalid("password", error.messages[0]) from None
