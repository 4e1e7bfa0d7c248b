"""No page of either application makes more than twelve queries."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from daicho.faces.pages import PAGES
from daicho.kernel.context import Application
from tests.build.browser import browser_of
from tests.build.organization import make_person
from tests.build.world import World, build_world

LIMIT = 12
Shown = tuple[World, int]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[Shown]:
    """An organisation in both applications with some of everything, taken back after the module."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        user_id = make_person("queries@example.jp", "Q")
        yield build_world("数", user_id=user_id), user_id
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("application", ["books", "inventory"])
def test_every_page_makes_at_most_twelve_queries(world: Shown, application: Application):
    made, user_id = world
    client = browser_of(user_id)
    client.get(f"/{application}/")
    walked, faults = 0, []
    for page in PAGES:
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: made.ids.get(match[1], "?"), page.path)
        if application not in page.applications or "?" in path:
            continue
        address = f"/{application}/{made.books.organization_id}/{path}"
        with CaptureQueriesContext(connection) as queries:
            status = client.get(address).status_code
        if status != 200:  # a page that only takes forms
            assert status in {302, 303, 404, 405, 422}, (status, address)
            continue
        walked += 1
        if len(queries) > LIMIT:
            asked = "\n  ".join(query["sql"][:160] for query in queries.captured_queries)
            faults.append(f"{page.path}: {len(queries)}\n  {asked}")
    assert walked > 50
    assert not faults, "\n".join(faults)
