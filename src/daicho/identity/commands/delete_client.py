"""The end of an API client."""

from daicho.identity.core.person import acting_person
from daicho.identity.models import ApiClient
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.access import SIGNED_IN
from daicho.platform.work import unit_of_work


def delete_client(ctx: Ctx, *, client_id: int) -> None:
    """Delete a program of the acting person; its codes and tokens, whoever gave them, end at once."""
    ctx.require(SIGNED_IN)
    with unit_of_work(ctx.within(0)) as unit:
        client = ApiClient.objects.filter(id=client_id, user_id=acting_person(ctx)).first()
        if client is None:
            raise NotFound(_("%(entity)s does not exist."), {"entity": "API client"})
        client.delete()
        unit.record("api_client", client_id, "deleted", before={"name": client.name, "client_id": client.client_id})
