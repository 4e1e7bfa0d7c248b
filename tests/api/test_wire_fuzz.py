"""Schemathesis makes requests from our own description: whatever it sends, nothing is an accident."""

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
