"""A person takes back what a program may do."""

from daicho.identity.core.person import acting_person
from daicho.identity.models import RefreshToken
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.access import SIGNED_IN
from daicho.platform.work import unit_of_work


def revoke_access(ctx: Ctx, *, token_id: int) -> None:
    """End one refresh token of the acting person and the access tokens made from it."""
    ctx.require(SIGNED_IN)
    with unit_of_work(ctx.within(0)) as unit:
        row = RefreshToken.objects.filter(id=token_id, user_id=acting_person(ctx)).first()
        if row is None:
            raise NotFound(_("%(entity)s does not exist."), {"entity": "Access of a program"})
        row.delete()
        unit.record("api_client", row.client_id, "revoked", before={"user_id": row.user_id, "scopes": row.scopes})
