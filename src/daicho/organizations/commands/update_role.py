"""What a custom role may do."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.commands._member import require_may_give
from daicho.organizations.commands._role import put_role
from daicho.organizations.commands.locks import found_role, locked_organization
from daicho.organizations.core.member import RoleFields
from daicho.organizations.core.rules import BUILT_IN_ROLE
from daicho.platform.work import unit_of_work


def update_role(ctx: Ctx, *, role_id: int, fields: RoleFields) -> None:
    """Change a custom role, at once for all who have it.

    Raises NotFound, InvalidInput, Forbidden for rights the caller lacks, RuleBroken for a built-in role.
    """
    ctx.require("users.edit")
    with unit_of_work(ctx) as unit:
        locked_organization(ctx)
        row = found_role(role_id)
        if row.built_in:
            raise RuleBroken(BUILT_IN_ROLE, _("Built-in roles cannot be changed or deleted."))
        require_may_give(ctx, row)
        before = {"name": row.name, "permissions": row.permissions}
        put_role(ctx, row, fields)
        row.save()
        unit.record("role", row.id, "updated", before=before, after={"name": row.name, "permissions": row.permissions})
