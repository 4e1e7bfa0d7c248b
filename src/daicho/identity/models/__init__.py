"""Tables of people, API clients and tokens."""

from daicho.identity.models.oauth import AccessToken, ApiClient, AuthorizationCode, RefreshToken
from daicho.identity.models.user import User

__all__ = ["AccessToken", "ApiClient", "AuthorizationCode", "RefreshToken", "User"]
