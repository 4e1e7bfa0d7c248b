"""What the ways of becoming a person share. Called inside their unit of work."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from daicho.identity.models import User
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, duplicate, invalid
from daicho.kernel.text import noop as _
from daicho.platform.work import Unit


def add_person(ctx: Ctx, unit: Unit, *, email: str, password: str, name: str, locale: str) -> User:
    """Write the row of a new person and return it. Raises InvalidInput for a bad address or password."""
    address = email.strip().lower()
    user = User(email=address, name=name.strip(), locale=locale, created_at=ctx.now, password=make_password(password))
    _check(user, password)
    User.objects.bulk_create([user], ignore_conflicts=True)
    if not User.objects.filter(id=user.id).exists():
        raise InvalidInput([duplicate("email", address)])
    unit.record("user", user.id, "created", after={"email": address, "name": user.name, "locale": locale})
    return user


def _check(user: User, password: str) -> None:
    try:
        validate_email(user.email)
    except ValidationError:
        raise invalid("email", _("Invalid value passed for %(field)s"), {"field": "email"}) from None
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise invalid("password", error.messages[0]) from None
