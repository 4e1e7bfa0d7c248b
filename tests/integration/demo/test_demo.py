"""The demo: the same every day, clean, and enough to try everything."""

from dataclasses import replace

import pytest
from django.contrib.auth import authenticate

from daicho.identity.queries.person_by_email import person_by_email
from daicho.kernel.context import Actor, system_actor
from daicho.organizations.core.registration_number import is_corporate, is_registration_number
from daicho.organizations.queries.memberships import memberships
from daicho.processes.commands.load_demo import load_demo
from daicho.processes.demo.data_files import contact_rows
from daicho.processes.demo.organizations import ORGANIZATIONS, SAKURA
from daicho.processes.demo.people import BOOKKEEPER, OWNER, PASSWORD, PEOPLE, SALES
from daicho.reporting.queries.organizations import all_organizations
from daicho.reporting.queries.verify import verify
from tests.build.context import context


def outside():
    return replace(context(0), actor=system_actor())


def joined(email: str) -> dict[str, tuple[frozenset[str], str]]:
    person = person_by_email(email)
    assert person is not None
    ctx = replace(outside(), actor=Actor(person.user_id, person.name))
    return {view.organization_name: (view.joined, view.role_name) for view in memberships(ctx)}


@pytest.mark.django_db
def test_the_demo_is_there_once_and_agrees_with_itself():
    assert load_demo(outside())
    assert not load_demo(outside())
    organizations = all_organizations(outside())
    assert len(organizations) == len(ORGANIZATIONS)
    for row in organizations:
        assert not list(verify(context(row.organization_id)))
    assert all(authenticate(None, email=person.email, password=PASSWORD) for person in PEOPLE)


@pytest.mark.django_db
def test_every_way_of_joining_can_be_tried():
    load_demo(outside())
    owner = joined(OWNER.email)
    assert owner[SAKURA.fields["name"]] == (frozenset({"books", "inventory"}), "Administrator")
    assert owner["Harbor Goods Inc."] == (frozenset({"inventory"}), "Administrator")
    assert owner["株式会社みなと商店"] == (frozenset({"books"}), "Administrator")
    assert joined(BOOKKEEPER.email) == {"株式会社ひなた堂": (frozenset({"books"}), "Administrator")}
    assert joined(SALES.email) == {SAKURA.fields["name"]: (frozenset({"books", "inventory"}), "Sales")}


def test_registration_numbers_pass_their_check():
    numbers = [organization.fields.get("tax_registration_number", "") for organization in ORGANIZATIONS]
    for organization in ORGANIZATIONS:
        numbers += [row.get("tax_registration_number", "") for row in contact_rows(organization.key)]
    given = [number for number in numbers if number]
    assert len(given) == len(set(given)) > 40
    assert all(is_registration_number(number) and is_corporate(number) for number in given)
