"""Every operation of the API against everybody who has no business there: never data, never an accident, no trace."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from daicho.faces.zoho.operations import OPERATIONS
from daicho.kernel.context import Application
from daicho.platform.wire.operation import Operation
from tests.build.wire import Api, Reply
from tests.build.world import World
from tests.tenancy.conftest import SECRET, Scene, intruders

APPLICATIONS: tuple[Application, ...] = ("books", "inventory")
pytestmark = pytest.mark.django_db
each_application = pytest.mark.parametrize("application", APPLICATIONS)


def served(application: Application) -> list[Operation]:
    return [operation for operation in OPERATIONS if application in operation.applications]


def send(client: Api, operation: Operation, application: Application, *, path: World, query: World) -> Reply:
    """Call the operation with the ids of one world in its path and of one, perhaps another, in its query."""
    names = {name: name.removesuffix("s") for name in operation.known_parameters() - {"organization_id"}}
    asked = {name: query.ids[key] for name, key in names.items() if key in query.ids}
    body: Any = None if operation.method in {"GET", "DELETE"} else {}
    return client.within(application=application).call(operation.method, path.fill(operation.path), body, query=asked)


def tell(faults: list[str]) -> None:
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


@each_application
def test_nobody_gets_into_an_organisation_that_is_not_theirs(scene: Scene, application: Application):
    before, faults = scene.sequence(), []
    for name, (client, allowed) in intruders(scene).items():
        for operation in served(application):
            if operation.alone and "{organization_id}" not in operation.path:
                continue
            reply = send(client, operation, application, path=scene.victim, query=scene.victim)
            may = allowed | ({400} if operation.alone and operation.body and 401 not in allowed else set())
            if reply.status not in may or scene.leak(reply):
                faults.append(f"{name}: {operation.method} {operation.path}: {reply.status} {scene.leak(reply)}")
    tell(faults)
    assert scene.sequence() == before, "the victim's organisation has changed"


@each_application
def test_ids_of_another_organisation_in_a_path_lead_nowhere(scene: Scene, application: Application):
    """Where the attacker's own id succeeds, the victim's gets 404; a request that is incomplete anyway may get 400."""
    before, faults = scene.sequence(), []
    for operation in served(application):
        if "{" not in operation.path or operation.alone:
            continue
        with transaction.atomic():
            own = send(scene.attacker.books, operation, application, path=scene.attacker, query=scene.attacker)
            transaction.set_rollback(True)
        reply = send(scene.attacker.books, operation, application, path=scene.victim, query=scene.attacker)
        if reply.status not in ({404} if own.status < 300 else {400, 404}) or scene.leak(reply):
            faults.append(f"{operation.method} {operation.path}: {reply.status} {reply.body} {scene.leak(reply)}")
    tell(faults)
    assert scene.sequence() == before, "the victim's organisation has changed"


@each_application
def test_ids_of_another_organisation_in_a_query_find_nothing(scene: Scene, application: Application):
    before, faults = scene.sequence(), []
    for operation in served(application):
        if "{" in operation.path or operation.alone:
            continue
        reply = send(scene.attacker.books, operation, application, path=scene.victim, query=scene.victim)
        leak = scene.leak(reply, sent=scene.victim.ids.values())
        if reply.status >= 500 or leak:
            faults.append(f"{operation.method} {operation.path}: {reply.status} {reply.body} {leak}")
    tell(faults)
    assert scene.sequence() == before, "the victim's organisation has changed"


def test_ids_of_another_organisation_in_a_body_are_refused(scene: Scene):
    """Every body of the attacker's own story, with one id at a time taken from the victim."""
    before, faults = scene.sequence(), []
    for (application, method, path), body in list(scene.attacker.bodies.items()):
        for name, changed in with_foreign_ids(body, scene):
            reply = scene.attacker.api(application).call(method, scene.attacker.fill(path), changed)
            if reply.status not in {400, 404} or scene.leak(reply):
                faults.append(f"{method} {path}: {name}: {reply.status} {scene.leak(reply)}")
    tell(faults)
    assert scene.sequence() == before, "the victim's organisation has changed"


def with_foreign_ids(body: Any, scene: Scene) -> Iterator[tuple[str, Any]]:
    """Yield the body once for every id in it, replaced by the victim's."""
    own = {value: name for name, value in scene.attacker.ids.items() if name in scene.victim.ids}
    if isinstance(body, dict):
        for key, value in body.items():
            if isinstance(value, str) and value in own:
                yield key, {**body, key: scene.victim.ids[own[value]]}
            for name, changed in with_foreign_ids(value, scene):
                yield f"{key}.{name}", {**body, key: changed}
    if isinstance(body, list):
        for place, element in enumerate(body):
            for name, changed in with_foreign_ids(element, scene):
                yield f"[{place}].{name}", [*body[:place], changed, *body[place + 1 :]]


def test_the_story_has_something_to_steal(scene: Scene):
    assert SECRET in scene.victim.books.get("/chartofaccounts").content.decode()
    assert {"account_id", "contact_id", "item_id", "salesorder_id", "purchaseorder_id"} <= set(scene.victim.ids)
