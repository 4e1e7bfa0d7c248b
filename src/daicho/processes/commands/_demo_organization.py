"""One organisation of the demo."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from daicho.identity.queries.person_by_email import person_by_email
from daicho.kernel.context import Actor, Ctx
from daicho.organizations.commands.add_member import add_member
from daicho.organizations.commands.join_application import join_application
from daicho.organizations.commands.update_organization import update_organization
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.queries.list_roles import list_roles
from daicho.organizations.queries.membership import find_membership
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import reading, unit_of_work
from daicho.processes.commands._demo_cast import make_cast
from daicho.processes.commands.open_organization import open_organization
from daicho.processes.demo.organizations import DemoOrganization, History
from daicho.processes.demo.people import DemoPerson
from daicho.processes.history.tell import tell
from daicho.taxes.commands.create_tax import create_tax

Told = Callable[[Decimal], None]


def make_demo_organization(ctx: Ctx, organization: DemoOrganization, history: History, told: Told) -> None:
    """Make an organisation of people who are there already, with its records and what happened until today."""
    outside = replace(ctx, actor=_actor(organization.owner, frozenset()))
    first = organization.applications[0]
    organization_id = open_organization(outside, fields=organization.fields, application=first)
    for application in organization.applications[1:]:
        join_application(outside, organization_id=organization_id, application=application)
    owner = _actor(organization.owner, frozenset({EVERYTHING}))
    inside = replace(outside.within(organization_id, owner), application=first)
    with reading(inside):
        zone = organization_profile(inside).time_zone
    inside = replace(inside, time_zone=zone, today=ctx.now.astimezone(ZoneInfo(zone)).date())
    start = history.start(inside.today)
    _prepare(inside, organization, start)
    cast = make_cast(inside, _seller(inside, organization), organization, history)
    tell(cast, start=start, told=told)


def _prepare(ctx: Ctx, organization: DemoOrganization, start: date) -> None:
    """Say when the books begin, who works there, and what tax there is."""
    with reading(ctx):
        roles = {role.built_in: role.role_id for role in list_roles(ctx)}
    with unit_of_work(ctx):
        update_organization(ctx, fields={"opening_date": start})
        if seller := organization.seller:
            add_member(ctx, fields={"name": seller.name, "email": seller.email, "role_id": roles["sales"]})
        if organization.sales_tax:
            create_tax(ctx, fields=organization.sales_tax)


def _actor(person: DemoPerson, permissions: frozenset[str]) -> Actor:
    found = person_by_email(person.email)
    assert found is not None, "people are made first"
    return Actor(found.user_id, found.name, permissions)


def _seller(ctx: Ctx, organization: DemoOrganization) -> Ctx:
    """Return the context of the person who sells, with the rights of that role; the owner's where there is none."""
    if organization.seller is None:
        return ctx
    actor = _actor(organization.seller, frozenset())
    membership = find_membership(actor.user_id or 0, ctx.organization_id)
    assert membership is not None, "the seller is a member"
    return replace(ctx, actor=replace(actor, permissions=membership.permissions))
