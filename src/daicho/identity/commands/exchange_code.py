"""A code becomes tokens."""

from daicho.identity.commands._tokens import add_access_token, add_refresh_token, proven_client
from daicho.identity.core.token import Code, TokenPair, TokenRefused, code_error, secret_hash
from daicho.identity.models import AuthorizationCode
from daicho.kernel.context import Ctx
from daicho.platform.access import PUBLIC
from daicho.platform.work import unit_of_work


def exchange_code(ctx: Ctx, *, client_id: str, client_secret: str, code: str, redirect_uri: str) -> TokenPair:
    """Return an access token for a code, and a refresh token where offline access was asked.

    Raises TokenRefused. Of two calls with one code only the first succeeds, also at the same moment.
    """
    ctx.require(PUBLIC)
    with unit_of_work(ctx.within(0)) as unit:
        client = proven_client(client_id=client_id, client_secret=client_secret)
        rows = AuthorizationCode.objects.select_for_update().filter(code_hash=secret_hash(code), user__is_active=True)
        row = rows.first()
        found = Code(row.client_id, row.redirect_uri, row.expires_at, row.used_at is not None) if row else None
        refusal = code_error(found, client_id=client.id, redirect_uri=redirect_uri, now=ctx.now)
        if row is None or refusal:
            raise TokenRefused(refusal)
        AuthorizationCode.objects.filter(id=row.id).update(used_at=ctx.now)
        refresh_token_id, refresh_token = None, ""
        if row.offline:
            refresh_token_id, refresh_token = add_refresh_token(
                ctx, client_id=client.id, user_id=row.user_id, scopes=row.scopes
            )
            unit.record("api_client", client.id, "connected", after={"user_id": row.user_id, "scopes": row.scopes})
        access_token = add_access_token(
            ctx, client_id=client.id, user_id=row.user_id, scopes=row.scopes, refresh_token_id=refresh_token_id
        )
    return TokenPair(access_token, refresh_token)
