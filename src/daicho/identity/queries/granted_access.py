"""Which programs can act for a person."""

from daicho.identity.core.client import ClientAccess
from daicho.identity.core.person import acting_person
from daicho.identity.core.scopes import scope_set
from daicho.identity.models import RefreshToken
from daicho.kernel.context import Ctx


def granted_access(ctx: Ctx) -> list[ClientAccess]:
    """Return the refresh tokens that programs hold for the acting person, newest first."""
    rows = RefreshToken.objects.filter(user_id=acting_person(ctx)).order_by("-id")
    columns = rows.values_list("id", "client__name", "scopes", "created_at")
    return [ClientAccess(token_id, name, scope_set(scopes), at) for token_id, name, scopes, at in columns]
