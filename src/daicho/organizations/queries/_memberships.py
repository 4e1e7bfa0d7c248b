"""Membership views from rows."""

from collections.abc import Collection, Sequence
from typing import Any, cast

import orjson
from django.db.models import OuterRef, QuerySet

from daicho.kernel.context import Application
from daicho.organizations.core.membership import MembershipView
from daicho.organizations.core.organization import books_setup, joined_names
from daicho.organizations.core.permissions import built_in_permissions
from daicho.organizations.models import Membership, Organization, Role
from daicho.organizations.queries._profiles import joined_states, profile_of, with_joined_states
from daicho.platform.changes import last_sequence_of
from daicho.platform.db.fixed import fixed
from daicho.platform.notifications import unread_of


def role_permissions(role: Role) -> frozenset[str]:
    """Return what the role may do."""
    return built_in_permissions(role.built_in) if role.built_in else frozenset(orjson.loads(role.permissions))


def for_views(rows: "QuerySet[Membership]") -> "QuerySet[Membership]":
    """Return the memberships with what `membership_views` tells of each."""
    unread = unread_of(OuterRef("organization_id"), OuterRef("user_id"))
    return rows.select_related("role").annotate(unread=unread)


def membership_views(members: Sequence[Membership]) -> list[MembershipView]:
    """Return views of active memberships, read by `for_views`.

    Their organisations, roles and joined applications must be in scope.
    """
    organizations = {row.id: row for row in _organizations([member.organization_id for member in members])}
    return [_view(member, organizations[member.organization_id]) for member in members]


@fixed
def _organizations(ids: Collection[int]) -> "QuerySet[Organization]":
    rows = with_joined_states(Organization.objects.filter(id__in=ids))
    return rows.annotate(last_change=last_sequence_of(OuterRef("id")))


def _view(member: Any, organization: Any) -> MembershipView:
    states = joined_states(organization)
    joined = frozenset(cast(Application, name) for name in joined_names(states))
    allowed = {name for name, may in (("books", member.may_use_books), ("inventory", member.may_use_inventory)) if may}
    assert member.user_id is not None, "an active member is a person"
    return MembershipView(
        membership_id=member.id,
        user_id=member.user_id,
        organization_id=organization.id,
        organization_name=organization.name,
        name=member.name,
        role_id=member.role_id,
        role_name=member.role.name,
        role_key=member.role.built_in,
        permissions=role_permissions(member.role),
        joined=joined,
        applications=joined & allowed,
        books_setup=books_setup(states),
        is_default=member.is_default,
        mode=organization.mode,
        country_code=organization.country_code,
        time_zone=organization.time_zone,
        language_code=organization.language_code,
        date_format=organization.date_format,
        base_currency=organization.base_currency,
        stock_mode=organization.stock_mode,
        profile=profile_of(organization, states),
        last_change=organization.last_change,
        delete_requested=organization.delete_requested_at is not None,
        unread=member.unread,
    )
