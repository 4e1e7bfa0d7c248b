"""Consent: a code that an API client exchanges for tokens."""

from datetime import timedelta

from daicho.identity.commands._tokens import new_token
from daicho.identity.core.person import acting_person
from daicho.identity.core.token import CODE_LIFE, secret_hash
from daicho.identity.models import ApiClient, AuthorizationCode
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound, invalid
from daicho.kernel.text import noop as _
from daicho.platform.access import SIGNED_IN
from daicho.platform.work import unit_of_work


def grant_code(
    ctx: Ctx,
    *,
    client_id: str,
    scopes: frozenset[str],
    redirect_uri: str = "",
    offline: bool = True,
    life: timedelta = CODE_LIFE,
) -> str:
    """Return a code by which the client may act for the acting person within `scopes`.

    Without `redirect_uri` the client must be the person's own self client. Raises NotFound for a client that is
    unknown or another's self client, InvalidInput for a redirect address that is not exactly a registered one.
    """
    ctx.require(SIGNED_IN)
    assert scopes, "a code allows something"
    with unit_of_work(ctx.within(0)) as unit:
        client = ApiClient.objects.filter(client_id=client_id).first()
        is_self = client is not None and client.kind == ApiClient.Kind.SELF
        if client is None or (is_self and client.user_id != acting_person(ctx)):
            raise NotFound(_("%(entity)s does not exist."), {"entity": "API client"})
        allowed = [""] if is_self else client.redirect_uris.split("\n")
        if redirect_uri not in allowed:
            raise invalid("redirect_uri", _("Invalid value passed for %(field)s"), {"field": "redirect_uri"})
        code = new_token()
        row = AuthorizationCode(
            client_id=client.id,
            user_id=acting_person(ctx),
            code_hash=secret_hash(code),
            redirect_uri=redirect_uri,
            scopes=",".join(sorted(scopes)),
            offline=offline,
            expires_at=ctx.now + life,
        )
        AuthorizationCode.objects.bulk_create([row])
        unit.record("api_client", client.id, "authorized", after={"user_id": row.user_id, "scopes": row.scopes})
    return code
