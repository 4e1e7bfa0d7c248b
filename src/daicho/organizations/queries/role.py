"""One role of the organisation."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.organizations.core.member import RoleView
from daicho.organizations.queries.list_roles import list_roles


def role(ctx: Ctx, *, role_id: int) -> RoleView:
    """Return the role. Raises NotFound."""
    found = next((view for view in list_roles(ctx) if view.role_id == role_id), None)
    if found is None:
        raise NotFound(_("Role does not exist."))
    return found
