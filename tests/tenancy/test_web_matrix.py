"""Every page of both applications against everybody who has no business there."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client

from daicho.faces.pages import PAGES
from daicho.kernel.context import Application
from daicho.platform.web.page import Page
from tests.build.organization import make_person
from tests.build.world import World
from tests.tenancy.conftest import SECRET, Scene

pytestmark = pytest.mark.django_db
each_application = pytest.mark.parametrize("application", ["books", "inventory"])
METHODS = ("get", "post")


def address(page: Page, application: Application, organization_id: int, world: World) -> str:
    """Return the page's address with the ids of `world`; what has no id there is 1, or a word."""

    def value(match: re.Match[str]) -> str:
        kind, name = match.groups()
        return world.ids.get(name, "1" if kind in {"id", "int"} else "x")

    below = re.sub(r"<(?:([a-z]+):)?(\w+)>", value, page.path)
    return f"/{application}/{organization_id}/{below}"


def shown(application: Application) -> list[Page]:
    return [page for page in PAGES if application in page.applications]


def signed_in(user_id: int) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.get(id=user_id))
    return client


def person(email: str) -> int:
    return int(get_user_model().objects.get(email=email).id)


def fault(response: HttpResponse, allowed: set[int]) -> str:
    """Return what is wrong with the answer, "" where nothing is."""
    leak = " with data" if SECRET.encode() in b"".join(response) else ""
    return f"{response.status_code}{leak}" if leak or response.status_code not in allowed else ""


@each_application
def test_nobody_gets_into_an_organisation_that_is_not_theirs(scene: Scene, application: Application):
    disabled = signed_in(make_person("disabled@example.jp", "D"))
    get_user_model().objects.filter(email="disabled@example.jp").update(is_active=False)
    intruders = {
        "owner of another organisation": (signed_in(person("attacker@example.jp")), {404}),
        "stranger": (signed_in(make_person("stranger@example.jp", "S")), {404}),
        "disabled person": (disabled, {302, 401}),
        "anonymous": (Client(raise_request_exception=False), {302, 401}),
    }
    before, faults = scene.sequence(), []
    for name, (client, allowed) in intruders.items():
        for page in shown(application):
            for method in METHODS:
                target = address(page, application, scene.victim.books.organization_id, scene.victim)
                if found := fault(getattr(client, method)(target), allowed):
                    faults.append(f"{name}: {method} {page.path}: {found}")
    assert faults == []
    assert scene.sequence() == before, "the victim's organisation has changed"


@each_application
def test_ids_of_another_organisation_lead_nowhere(scene: Scene, application: Application):
    client = signed_in(person("attacker@example.jp"))
    before, faults = scene.sequence(), []
    for page in shown(application):
        if not any(f":{name}>" in page.path for name in scene.victim.ids):
            continue
        for method in METHODS:
            target = address(page, application, scene.attacker.books.organization_id, scene.victim)
            if found := fault(getattr(client, method)(target), {404, 405}):
                faults.append(f"{method} {page.path}: {found}")
    assert faults == []
    assert scene.sequence() == before, "the victim's organisation has changed"
