"""Full access from the command line."""

from daicho.identity.commands._tokens import add_access_token, add_client, add_refresh_token
from daicho.identity.core.scopes import FULL_ACCESS
from daicho.identity.core.token import NewClient, TokenPair
from daicho.identity.models import ApiClient, User
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work


def issue_tokens(ctx: Ctx, *, email: str, client_name: str) -> tuple[NewClient, TokenPair]:
    """Register a self client of the person with this address and give it tokens for everything."""
    ctx.require("people.edit")
    with unit_of_work(ctx.within(0)) as unit:
        user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
        if user is None:
            raise NotFound(_("%(entity)s does not exist."), {"entity": email})
        client = add_client(ctx, user_id=user.id, name=client_name, kind=ApiClient.Kind.SELF, redirect_uris=[])
        scopes = ",".join(FULL_ACCESS)
        token_id, refresh_token = add_refresh_token(ctx, client_id=client.id, user_id=user.id, scopes=scopes)
        access_token = add_access_token(
            ctx, client_id=client.id, user_id=user.id, scopes=scopes, refresh_token_id=token_id
        )
        unit.record("api_client", client.id, "created", after={"name": client_name, "kind": "self", "scopes": scopes})
    return client, TokenPair(access_token, refresh_token)
