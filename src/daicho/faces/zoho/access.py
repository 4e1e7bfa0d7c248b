"""Who calls: the token, its scopes, the organisation it speaks for (zoho-surface 2.2, 2.3)."""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest

from daicho.faces.door import Caller, enter, outside
from daicho.faces.zoho.errors import Unauthenticated
from daicho.identity.core.scopes import GROUPS
from daicho.identity.core.token import TokenHolder
from daicho.identity.queries.token_holder import token_holder
from daicho.kernel.context import Application, Ctx
from daicho.kernel.errors import Forbidden, InvalidInput, invalid, missing
from daicho.kernel.text import noop as _
from daicho.platform.wire.operation import Operation
from daicho.platform.wire.schema import to_record_id

_SCHEMES = {"zoho-oauthtoken", "bearer", "zoho-authtoken"}
_NOT_AUTHORIZED = _("You are not authorized to perform this operation")


def authenticate(request: HttpRequest, now: datetime) -> TokenHolder:
    """Return who holds the request's token. Raises Unauthenticated: 57 without a token, 14 with one that is no good."""
    scheme, _space, credentials = request.headers.get("Authorization", "").partition(" ")
    token = credentials.strip() if scheme.lower() in _SCHEMES else request.GET.get("authtoken", "")
    if not token:
        raise Unauthenticated(57, _NOT_AUTHORIZED)
    holder = token_holder(token, now)
    if holder is None:
        raise Unauthenticated(14, _("The token is invalid or has expired."))
    return holder


def wanted_scope(operation: Operation, application: Application) -> str:
    """Return the scope the operation demands; what has no group of its own in an application belongs to `settings`."""
    group, _dot, verb = operation.scope.lower().partition(".")
    return f"{group if group in GROUPS[application] else 'settings'}.{verb}"


def admit(operation: Operation, caller: Caller, application: Application, query: Mapping[str, str]) -> Ctx:
    """Return the context in which the caller may run the operation.

    Raises InvalidInput (code 4) without a well-formed organization_id; NotFound for an organisation the caller is no
    member of; RuleBroken (110817) where it has not joined the application; Forbidden without the permission.
    """
    if operation.alone:
        return outside(caller, application)
    text = query.get("organization_id", "").strip()
    if not text:
        raise InvalidInput([missing("organization_id")])
    try:
        organization_id = to_record_id(text)
    except ValueError:
        raise invalid(
            "organization_id", _("Invalid value passed for %(field)s"), {"field": "organization_id"}, code=4
        ) from None
    ctx, _membership = enter(caller, organization_id, application)
    return ctx


def demand_scope(operation: Operation, holder: TokenHolder, application: Application) -> None:
    """Raise Forbidden unless the token covers the operation's scope."""
    if not holder.allows(application, wanted_scope(operation, application)):
        raise Forbidden(_("The token lacks the scope for this operation."))
