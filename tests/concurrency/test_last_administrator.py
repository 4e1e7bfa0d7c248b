"""Two administrators leave at the same moment: one of them stays."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from daicho.kernel.errors import RuleBroken
from daicho.organizations.commands.add_member import add_member
from daicho.organizations.commands.join_application import join_application
from daicho.organizations.commands.leave_organization import leave_organization
from daicho.organizations.queries.list_roles import list_roles
from daicho.organizations.queries.membership import find_membership
from daicho.platform.work import reading
from tests.build.organization import make_organization, make_person, person_context

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture(autouse=True)
def _only_with_row_locks():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")


def at_once(*works):
    """Run the works at the same moment, each with its own connection; return what each returned or raised."""
    start = Barrier(len(works))

    def run(work):
        start.wait()
        try:
            return work()
        except RuleBroken as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_one_administrator_stays():
    ctx = make_organization()
    ken = make_person("ken@example.jp", "Ken")
    with reading(ctx):
        administrator = next(role.role_id for role in list_roles(ctx) if role.built_in == "administrator")
    add_member(ctx, fields={"name": "Ken", "email": "ken@example.jp", "role_id": administrator})
    people = [ctx.actor.user_id or 0, ken]
    results = at_once(
        *[
            lambda person=person: leave_organization(person_context(person), organization_id=ctx.organization_id)
            for person in people
        ]
    )
    assert [isinstance(result, RuleBroken) for result in results].count(True) == 1
    assert [find_membership(person, ctx.organization_id) is None for person in people].count(True) == 1


def test_an_organisation_joins_once():
    ctx = make_organization()
    outside = person_context(ctx.actor.user_id)

    def join():
        join_application(outside, organization_id=ctx.organization_id, application="inventory")

    results = at_once(join, join, join)
    assert [isinstance(result, RuleBroken) for result in results].count(True) == 2
