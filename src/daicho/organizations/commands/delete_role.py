"""Do without a custom role."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.commands._member import require_may_give
from daicho.organizations.commands.locks import found_role, locked_organization
from daicho.organizations.core.rules import BUILT_IN_ROLE, HAS_DEPENDANTS
from daicho.organizations.models import Membership
from daicho.platform.work import unit_of_work


def delete_role(ctx: Ctx, *, role_id: int) -> None:
    """Delete a custom role. Raises NotFound, Forbidden, RuleBroken for a built-in role or one that members have."""
    ctx.require("users.delete")
    with unit_of_work(ctx) as unit:
        locked_organization(ctx)
        row = found_role(role_id)
        if row.built_in:
            raise RuleBroken(BUILT_IN_ROLE, _("Built-in roles cannot be changed or deleted."))
        require_may_give(ctx, row)
        if Membership.objects.filter(role=row).exists():
            raise RuleBroken(
                HAS_DEPENDANTS, _("Members have the role %(role)s: give them another one first."), {"role": row.name}
            )
        row.delete()
        unit.record("role", role_id, "deleted", before={"name": row.name, "permissions": row.permissions})
