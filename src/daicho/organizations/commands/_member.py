"""Checking the fields of a member."""

import re

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, Forbidden, InvalidInput, missing
from daicho.kernel.measure import MICRO_LIMIT
from daicho.kernel.text import noop as _
from daicho.organizations.core.member import MemberFields, may_give
from daicho.organizations.models import Role
from daicho.organizations.queries._memberships import role_permissions

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def check_member(fields: MemberFields) -> None:
    """Raise InvalidInput for an empty or too long name or address, no application at all, a bad cost rate."""
    errors = []
    for name, limit in (("name", 200), ("email", 254)):
        if name in fields:
            text = str(fields[name]).strip()  # type: ignore[literal-required]
            if not text:
                errors.append(missing(name))
            elif len(text) > limit or (name == "email" and not _EMAIL.fullmatch(text)):
                errors.append(_bad(name))
    if not (fields.get("may_use_books", True) or fields.get("may_use_inventory", True)):
        errors.append(FieldError("applications", _("A member needs access to at least one application.")))
    rate = fields.get("cost_rate")
    if rate is not None and not 0 <= rate.micro <= MICRO_LIMIT:
        errors.append(_bad("cost_rate"))
    if errors:
        raise InvalidInput(errors)


def require_may_give(ctx: Ctx, role: Role) -> None:
    """Raise Forbidden where the role holds rights that the caller lacks: they are not the caller's to give or take."""
    if not may_give(ctx.actor.permissions, role_permissions(role)):
        raise Forbidden(_("The role %(role)s holds rights that you do not have."), {"role": role.name})


def _bad(name: str) -> FieldError:
    return FieldError(name, _("Invalid value passed for %(field)s"), {"field": name})
