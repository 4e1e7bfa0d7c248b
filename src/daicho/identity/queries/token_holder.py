"""Who calls with an access token."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from daicho.identity.core.person import display_name
from daicho.identity.core.scopes import scope_set
from daicho.identity.core.token import TokenHolder, secret_hash
from daicho.identity.models import AccessToken
from daicho.platform.db.fixed import fixed


def token_holder(token: str, now: datetime) -> TokenHolder | None:  # tidy: allow call-shape: it is what makes a ctx
    """Return who holds `token`; None where it is unknown, expired, revoked, or its person is disabled."""
    found = _valid(secret_hash(token), now)
    if not found:
        return None
    user_id, name, email, locale, scopes, client_id = found[0]
    return TokenHolder(user_id, display_name(name, email), email, locale, scope_set(scopes), client_id)


@fixed
def _valid(token_hash: str, now: datetime) -> QuerySet[AccessToken, tuple[Any, ...]]:
    rows = AccessToken.objects.filter(token_hash=token_hash, expires_at__gt=now, user__is_active=True)
    return rows.values_list("user_id", "user__name", "user__email", "user__locale", "scopes", "client__client_id")
