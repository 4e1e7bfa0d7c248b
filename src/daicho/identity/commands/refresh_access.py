"""A refresh token gives one more access token."""

from daicho.identity.commands._tokens import add_access_token, proven_client
from daicho.identity.core.token import TokenPair, TokenRefused, secret_hash
from daicho.identity.models import RefreshToken
from daicho.kernel.context import Ctx
from daicho.platform.access import PUBLIC
from daicho.platform.work import unit_of_work


def refresh_access(  # tidy: allow unaudited: hourly for each client, and consent to it is recorded already
    ctx: Ctx, *, client_id: str, client_secret: str, refresh_token: str
) -> TokenPair:
    """Return a new access token. The refresh token stays the same, earlier access tokens live on for their hour.

    Raises TokenRefused.
    """
    ctx.require(PUBLIC)
    with unit_of_work(ctx.within(0)):
        client = proven_client(client_id=client_id, client_secret=client_secret)
        rows = RefreshToken.objects.filter(token_hash=secret_hash(refresh_token), user__is_active=True)
        row = rows.filter(client_id=client.id).first()
        if row is None:
            raise TokenRefused("invalid_code")
        access_token = add_access_token(
            ctx, client_id=client.id, user_id=row.user_id, scopes=row.scopes, refresh_token_id=row.id
        )
    return TokenPair(access_token)
