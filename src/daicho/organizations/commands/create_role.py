"""A custom role."""

from daicho.kernel.context import Ctx
from daicho.organizations.commands._role import put_role
from daicho.organizations.commands.locks import locked_organization
from daicho.organizations.core.member import RoleFields
from daicho.organizations.models import Role
from daicho.platform.work import unit_of_work


def create_role(ctx: Ctx, *, fields: RoleFields) -> int:
    """Make a custom role and return its id. Raises InvalidInput, Forbidden for rights the caller lacks."""
    ctx.require("users.create")
    with unit_of_work(ctx) as unit:
        locked_organization(ctx)
        row = Role(organization_id=ctx.organization_id, permissions="[]", created_at=ctx.now)
        put_role(ctx, row, {"name": "", **fields})
        Role.objects.bulk_create([row])
        unit.record("role", row.id, "created", after={"name": row.name, "permissions": row.permissions})
    return int(row.id)
