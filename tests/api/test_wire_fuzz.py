"""Schemathesis makes requests from our own description: whatever it sends, nothing is an accident."""

from collections.abc import Iterator
from copy import deepcopy
from itertools import cycle
from typing import Any

import pytest
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core import NOT_SET

from daicho.faces.zoho.openapi import openapi_document
from daicho.faces.zoho.operations import OPERATIONS
from daicho.kernel.context import Application
from tests.build.wire import Reply
from tests.build.world import World

EXAMPLES = 8
bounded = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.timeout(600)
@pytest.mark.django_db
@pytest.mark.parametrize("application", ["books", "inventory"])
def test_no_request_that_fits_the_description_is_an_accident(world: World, application: Application):
    document = openapi_document(OPERATIONS, application)
    schema = schemathesis.openapi.from_dict(document)
    faults: set[str] = set()
    for result in schema.get_all_operations():
        operation = result.ok()

        @bounded
        @given(case=operation.as_strategy())
        def sent(case: Any) -> None:
            with transaction.atomic():
                reply = send(case, world, application)
                transaction.set_rollback(True)  # the next example finds the same world
            if reply.status >= 500 or "X-Rate-Limit-Limit" not in reply.headers:
                faults.add(f"{case.method} {case.path}: {reply.status} {case.query} {case.body}"[:500])

        sent()
    assert not faults, "\n".join(sorted(faults))


def send(case: Any, world: World, application: Application) -> Reply:
    """Send the made-up query and body to records that are there."""
    query = {name: value for name, value in (case.query or {}).items() if name != "organization_id"}
    body = None if case.body is NOT_SET or isinstance(case.body, bytes) else case.body
    if case.media_type == "multipart/form-data":
        part = next(iter(body), "file") if isinstance(body, dict) else "file"
        return world.api(application).upload(world.fill(case.path), part, "file.png", b"\x89PNG\r\n", None, **query)
    return world.api(application).call(case.method, world.fill(case.path), body, query=query)


WRONG = (
    {"a": 1}, [[]], None, True, -1, 0, "x", "9" * 40, "1", 10**30, "2026-13-01", "\u00fc" * 20_000, [None], [{}] * 1001,
)  # fmt: skip


@pytest.mark.django_db
def test_no_wrong_value_in_a_good_body_is_an_accident(world: World):
    """Each field of what the story of `world` sent gets values of other kinds in turn, all of them over all fields."""
    faults, wrongs, sent = [], cycle(WRONG), 0
    for (application, method, path), body in world.bodies.items():
        for place in places_in(body):
            for wrong in (next(wrongs), next(wrongs)):
                with transaction.atomic():
                    given, query = replaced(body, place, wrong), world.queries[application, method, path]
                    reply = world.api(application).call(method, world.fill(path), given, query=query)
                    transaction.set_rollback(True)
                sent += 1
                if reply.status >= 500 or (reply.status >= 400) != bool(reply["code"]) or not reply["message"]:
                    faults.append(f"{method} {path} {place}={str(wrong)[:40]}: {reply.status} {reply.body}"[:300])
    assert sent > 1000
    assert not faults, "\n".join(faults)


def places_in(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield where something stands in a body."""
    if isinstance(value, dict):
        items: Any = value.items()
    else:
        items = enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*place, key)
        yield from places_in(inner, (*place, key))


def replaced(body: Any, place: tuple[str | int, ...], wrong: object) -> Any:
    """Return the body with `wrong` at a place."""
    copy = deepcopy(body)
    inner = copy
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = wrong
    return copy
