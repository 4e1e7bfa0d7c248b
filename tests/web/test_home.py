"""The home page of both applications over some months of business."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.identity.commands.create_user import create_user
from daicho.identity.queries.person_by_email import person_by_email
from daicho.kernel.context import system_actor
from daicho.processes.commands._demo_organization import make_demo_organization
from daicho.processes.demo.organizations import SAKURA, SMALL
from daicho.processes.demo.people import OWNER, PASSWORD, PEOPLE, SALES
from daicho.reporting.queries.organizations import all_organizations
from tests.build.browser import browser_of
from tests.build.context import context

LIMIT = 12
CARDS = {
    "books": 8,
    "inventory": 9,
}


@pytest.fixture
def organization_id(db):
    del db
    outside = replace(context(0), actor=system_actor())
    for person in PEOPLE:
        create_user(outside, email=person.email, password=PASSWORD, name=person.name, locale=person.locale)
    make_demo_organization(outside, SAKURA, SMALL, lambda part: None)
    (row,) = all_organizations(outside)
    return row.organization_id


def user_of(person):
    found = person_by_email(person.email)
    assert found is not None
    return found.user_id


def test_every_figure_and_bar_of_the_home_page_leads_somewhere(organization_id):
    walked = set()
    for application, count in CARDS.items():
        client = browser_of(user_of(OWNER), "en")
        client.get(f"/{application}/{organization_id}/")
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"/{application}/{organization_id}/")
        assert len(queries) <= LIMIT, "\n".join(query["sql"][:120] for query in queries.captured_queries)
        cards = answer.context["cards"]
        assert len(cards) == count
        assert all(figure.value for card in cards for figure in card.figures)
        home = answer.content.decode().partition('id="home"')[2].partition('class="activity"')[0]
        links = {link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', home)}
        assert sum("/reports/" in link for link in links) > 20
        for link in links - walked:
            assert client.get(link).status_code == 200, link
        walked |= links


def test_who_may_not_see_reports_sees_orders_and_no_amounts_of_the_books(organization_id):
    for application in CARDS:
        answer = browser_of(user_of(SALES), "ja").get(f"/{application}/{organization_id}/")
        assert answer.status_code == 200
        home = answer.content.decode().partition('id="home"')[2].partition('class="activity"')[0]
        assert "/reports/" not in home
        assert "売掛" in home
        assert "買掛" not in home
