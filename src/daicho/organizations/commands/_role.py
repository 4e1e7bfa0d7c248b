"""Checking the fields of a custom role."""

import orjson

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, Forbidden, InvalidInput, duplicate, missing
from daicho.kernel.text import noop as _
from daicho.organizations.core.member import RoleFields, may_give
from daicho.organizations.core.permissions import ROLE_NAMES, Refusal, custom_permissions
from daicho.organizations.models import Role

_NAME_LENGTH = 100
_DESCRIPTION_LENGTH = 300


def put_role(ctx: Ctx, row: Role, fields: RoleFields) -> None:
    """Set the row's columns. Raises InvalidInput with every error, Forbidden for rights the caller lacks."""
    row.name = fields.get("name", row.name).strip()
    row.description = fields.get("description", row.description).strip()
    errors = _name_errors(row)
    if "permissions" in fields:
        permissions = custom_permissions(fields["permissions"])
        if isinstance(permissions, Refusal):
            errors.append(_bad("permissions"))
        elif not may_give(ctx.actor.permissions, permissions):
            raise Forbidden(_("A role cannot hold rights that you do not have."))
        else:
            row.permissions = orjson.dumps(sorted(permissions)).decode()
    if errors:
        raise InvalidInput(errors)
    row.modified_at = ctx.now


def _name_errors(row: Role) -> list[FieldError]:
    errors = []
    if not row.name:
        errors.append(missing("name"))
    if len(row.name) > _NAME_LENGTH:
        errors.append(_bad("name"))
    if len(row.description) > _DESCRIPTION_LENGTH:
        errors.append(_bad("description"))
    taken = Role.objects.filter(name__iexact=row.name).exclude(id=row.id).exists()
    if taken or row.name.casefold() in {name.casefold() for name in ROLE_NAMES.values()}:
        errors.append(duplicate("name", row.name))
    return errors


def _bad(name: str) -> FieldError:
    return FieldError(name, _("Invalid value passed for %(field)s"), {"field": name})
