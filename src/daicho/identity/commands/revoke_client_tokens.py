"""All tokens of a program end."""

from daicho.identity.core.person import acting_person
from daicho.identity.models import AccessToken, ApiClient, AuthorizationCode, RefreshToken
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.access import SIGNED_IN
from daicho.platform.work import unit_of_work


def revoke_client_tokens(ctx: Ctx, *, client_id: int) -> None:
    """End every code and token of a program of the acting person; the program stays registered."""
    ctx.require(SIGNED_IN)
    with unit_of_work(ctx.within(0)) as unit:
        if not ApiClient.objects.filter(id=client_id, user_id=acting_person(ctx)).exists():
            raise NotFound(_("%(entity)s does not exist."), {"entity": "API client"})
        for held in (AuthorizationCode, AccessToken, RefreshToken):
            held.objects.filter(client_id=client_id).delete()
        unit.record("api_client", client_id, "revoked")
