"""Invitations from rows."""

from django.db.models import QuerySet

from daicho.organizations.core.invitation import InvitationView
from daicho.organizations.models import Invitation, Organization


def invitation_views(rows: "QuerySet[Invitation]") -> list[InvitationView]:
    """Return the views of `rows`; their members, roles and organisations must be in scope."""
    found = list(rows.select_related("membership__role"))
    names = dict(Organization.objects.filter(id__in=[row.organization_id for row in found]).values_list("id", "name"))
    return [
        InvitationView(
            invitation_id=row.id,
            organization_id=row.organization_id,
            organization_name=names[row.organization_id],
            membership_id=row.membership.id,
            email=row.membership.email,
            role_name=row.membership.role.name,
            invited_by_name=row.invited_by_name,
        )
        for row in found
    ]
