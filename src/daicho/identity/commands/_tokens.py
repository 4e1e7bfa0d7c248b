"""Issuing: what the commands that give tokens share. Called inside their unit of work."""

import hmac
import secrets

from daicho.identity.core.token import ACCESS_TOKEN_LIFE, NewClient, TokenRefused, evicted, is_client_id, secret_hash
from daicho.identity.models import AccessToken, ApiClient, AuthorizationCode, RefreshToken, User
from daicho.kernel.context import Ctx


def new_token() -> str:
    """Return a fresh code or token with 256 random bits, in the form clients know."""
    return f"1000.{secrets.token_hex(16)}.{secrets.token_hex(16)}"


def add_client(ctx: Ctx, *, user_id: int, name: str, kind: str, redirect_uris: list[str]) -> NewClient:
    """Write a client's row and return its id and secret."""
    client_id, client_secret = f"1000.{secrets.token_hex(15).upper()}", secrets.token_hex(21)
    row = ApiClient(
        user_id=user_id,
        name=name,
        kind=kind,
        client_id=client_id,
        secret_hash=secret_hash(client_secret),
        redirect_uris="\n".join(redirect_uris),
        created_at=ctx.now,
    )
    ApiClient.objects.bulk_create([row])
    return NewClient(row.id, client_id, client_secret)


def proven_client(*, client_id: str, client_secret: str) -> ApiClient:
    """Return the client that knows its secret. Raises TokenRefused, the same for a wrong id and a wrong secret."""
    client = ApiClient.objects.filter(client_id=client_id).first() if is_client_id(client_id) else None
    expected = client.secret_hash if client else secret_hash("")
    is_right = hmac.compare_digest(expected, secret_hash(client_secret))
    if client is None or not is_right:
        raise TokenRefused("invalid_client")
    return client


def add_refresh_token(ctx: Ctx, *, client_id: int, user_id: int, scopes: str) -> tuple[int, str]:
    """Write a refresh token, the person's oldest giving way where there are too many; return its id and text."""
    User.objects.select_for_update().get(id=user_id)  # one at a time, or two could both be the twentieth
    held = RefreshToken.objects.filter(user_id=user_id).order_by("id").values_list("id", flat=True)
    RefreshToken.objects.filter(id__in=evicted(list(held))).delete()
    token = new_token()
    row = RefreshToken(
        client_id=client_id, user_id=user_id, token_hash=secret_hash(token), scopes=scopes, created_at=ctx.now
    )
    RefreshToken.objects.bulk_create([row])
    return row.id, token


def add_access_token(ctx: Ctx, *, client_id: int, user_id: int, scopes: str, refresh_token_id: int | None) -> str:
    """Write an access token beside those that still live and return it; the person's expired rows go."""
    AccessToken.objects.filter(user_id=user_id, expires_at__lte=ctx.now).delete()
    AuthorizationCode.objects.filter(user_id=user_id, expires_at__lte=ctx.now).delete()
    token = new_token()
    row = AccessToken(
        client_id=client_id,
        user_id=user_id,
        refresh_token_id=refresh_token_id,
        token_hash=secret_hash(token),
        scopes=scopes,
        created_at=ctx.now,
        expires_at=ctx.now + ACCESS_TOKEN_LIFE,
    )
    AccessToken.objects.bulk_create([row])
    return token
