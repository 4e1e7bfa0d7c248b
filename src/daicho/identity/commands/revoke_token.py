"""A client gives back a token."""

from daicho.identity.core.token import secret_hash
from daicho.identity.models import AccessToken, RefreshToken
from daicho.kernel.context import Ctx
from daicho.platform.access import PUBLIC
from daicho.platform.work import unit_of_work


def revoke_token(ctx: Ctx, *, token: str) -> None:
    """End a refresh token with its access tokens, or one access token. An unknown one is as good as ended."""
    ctx.require(PUBLIC)
    with unit_of_work(ctx.within(0)) as unit:
        row = RefreshToken.objects.filter(token_hash=secret_hash(token)).first()
        if row is not None:
            row.delete()
            unit.record("api_client", row.client_id, "revoked", before={"user_id": row.user_id, "scopes": row.scopes})
        AccessToken.objects.filter(token_hash=secret_hash(token)).delete()
