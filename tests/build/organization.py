"""Organisations for tests, made by the real commands."""

from dataclasses import replace
from datetime import date, datetime

from django.contrib.auth import get_user_model

from daicho.kernel.context import Actor, Application, Ctx
from daicho.organizations.core.membership import MembershipView
from daicho.organizations.core.organization import OrganizationFields
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.queries.membership import find_membership
from daicho.processes.commands.open_organization import open_organization
from tests.build.context import NOW

ADMINISTRATOR = frozenset({EVERYTHING})


def make_person(
    email: str = "hanako@example.jp", name: str = "Hanako Sato", locale: str = "en", password: str | None = None
) -> int:
    """Return the id of the person with this address, made where there is none. No password unless one is given."""
    people = get_user_model()
    found = people.objects.filter(email=email).first()
    if found is None:
        found = people(email=email, name=name, locale=locale, created_at=NOW)
        found.set_password(password)
        people.objects.bulk_create([found])
    return int(found.id)


def membership_of(user_id: int | None, ctx: Ctx) -> MembershipView:
    """Return the person's membership, which must exist."""
    found = find_membership(user_id or 0, ctx.organization_id)
    assert found is not None
    return found


def person_context(
    user_id: int | None, *, name: str = "Hanako Sato", now: datetime = NOW, application: Application | None = "books"
) -> Ctx:
    """Return a person's context outside any organisation, as the launcher has it."""
    return Ctx(
        organization_id=0,
        actor=Actor(user_id, name),
        now=now,
        today=now.date(),
        locale="en",
        time_zone="Asia/Tokyo",
        request_id="test",
        channel="api",
        application=application,
    )


def make_organization(
    *,
    name: str = "株式会社みなと商店",
    application: Application = "books",
    user_id: int | None = None,
    now: datetime = NOW,
    today: date | None = None,
    **fields: object,
) -> Ctx:
    """Make a Japanese organisation, or what `fields` say; return its administrator's context."""
    given = OrganizationFields(**{"name": name, "country": "JP", **fields})
    outside = person_context(user_id or make_person(), now=now, application=application)
    organization_id = open_organization(outside, fields=given, application=application)
    inside = outside.within(organization_id, Actor(outside.actor.user_id, outside.actor.name, ADMINISTRATOR))
    return replace(inside, today=today or now.date())
