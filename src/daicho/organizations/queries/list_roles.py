"""The roles of the organisation."""

from django.db.models import Count

from daicho.kernel.context import Ctx
from daicho.organizations.core.member import RoleView
from daicho.organizations.core.permissions import BUILT_IN
from daicho.organizations.models import Role
from daicho.organizations.queries._memberships import role_permissions


def list_roles(ctx: Ctx) -> list[RoleView]:
    """Return the roles, the built-in ones first in their usual order, then the custom ones by name."""
    del ctx  # the organisation is in scope
    rows = Role.objects.annotate(members=Count("membership")).order_by("name")
    views = [
        RoleView(row.id, row.name, row.description, row.built_in, role_permissions(row), row.members) for row in rows
    ]
    return sorted(views, key=lambda view: BUILT_IN.index(view.built_in) if view.built_in else len(BUILT_IN))
