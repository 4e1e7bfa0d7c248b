"""Label an organisation as test organisation, or take the label off."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import invalid
from daicho.kernel.text import noop as _
from daicho.organizations.commands.locks import locked_organization
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.models import Organization
from daicho.organizations.queries.enter import enter
from daicho.platform.work import unit_of_work


def set_mode(ctx: Ctx, *, organization_id: int, mode: str) -> None:
    """Set `mode` to "test" (nothing leaves the organisation any more) or "live".

    Raises NotFound, Forbidden for who is no administrator, InvalidInput for another mode.
    """
    ctx = enter(ctx, organization_id=organization_id)
    ctx.require(EVERYTHING)
    if mode not in Organization.Mode.values:
        raise invalid("mode", _("Invalid value passed for %(field)s"), {"field": "mode"})
    with unit_of_work(ctx) as unit:
        row = locked_organization(ctx)
        if row.mode != mode:
            Organization.objects.filter(id=organization_id).update(mode=mode, modified_at=ctx.now)
            unit.record("organization", organization_id, "labelled", before={"mode": row.mode}, after={"mode": mode})
