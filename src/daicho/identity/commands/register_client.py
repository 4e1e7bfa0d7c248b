"""A new API client."""

from daicho.identity.commands._tokens import add_client
from daicho.identity.core.person import acting_person
from daicho.identity.core.redirect import is_redirect_uri
from daicho.identity.core.token import NewClient
from daicho.identity.models import ApiClient
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, missing
from daicho.kernel.text import noop as _
from daicho.platform.access import SIGNED_IN
from daicho.platform.work import unit_of_work

_LONGEST_NAME = 100


def register_client(ctx: Ctx, *, name: str, kind: str, redirect_uris: list[str]) -> NewClient:
    """Register a program of the acting person. `kind`: "server" (with redirect addresses) or "self" (with none).

    Raises InvalidInput for a missing name, and for a redirect address that is missing or not an http(s) address.
    """
    ctx.require(SIGNED_IN)
    uris = redirect_uris if kind == ApiClient.Kind.SERVER else []
    errors = [] if name.strip() else [missing("name")]
    if kind not in ApiClient.Kind.values:
        errors.append(FieldError("kind", _("Invalid value passed for %(field)s"), {"field": "kind"}))
    if kind == ApiClient.Kind.SERVER and not uris:
        errors.append(missing("redirect_uris"))
    if not all(map(is_redirect_uri, uris)):
        errors.append(FieldError("redirect_uris", _("A redirect address begins with https:// or http://.")))
    if errors:
        raise InvalidInput(errors)
    with unit_of_work(ctx.within(0)) as unit:
        client = add_client(
            ctx, user_id=acting_person(ctx), name=name.strip()[:_LONGEST_NAME], kind=kind, redirect_uris=uris
        )
        unit.record("api_client", client.id, "created", after={"name": name, "kind": kind, "redirect_uris": uris})
    return client
