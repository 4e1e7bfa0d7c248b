"""Two organisations of two people who know nothing of each other, and those who should not get in at all."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from daicho.platform.changes import last_sequence
from daicho.platform.work import reading
from tests.build.context import context
from tests.build.kept import Kept
from tests.build.organization import make_person
from tests.build.wire import Api, Reply, make_token
from tests.build.world import World, build_world
from tests.tenancy.guard import refuse_unscoped

SECRET = "Geheimnis"


@dataclass
class Scene:
    """`victim` is attacked; `attacker` is the owner of an organisation of their own."""

    victim: World
    attacker: World

    def sequence(self) -> int:
        """Return the number of the last thing that happened to the victim."""
        ctx = context(self.victim.books.organization_id)
        with reading(ctx):
            return last_sequence(ctx)

    def leak(self, reply: Reply, sent: Collection[str] = ()) -> str:
        """Return what the answer gives away of the victim, "" where nothing. Ids that were `sent` are no news."""
        text = reply.content.decode(errors="replace")
        if SECRET in text:
            return "the victim's data"
        known = {*self.attacker.ids.values(), *sent}
        told = [name for name, value in self.victim.ids.items() if value not in known and f'"{value}"' in text]
        return f"the victim's {told}" if reply.status < 300 and told else ""


def populate() -> Scene:
    """Make the two organisations."""
    victim = build_world(SECRET, user_id=make_person("victim@example.jp", "V"))
    return Scene(victim, build_world("Eigenes", user_id=make_person("attacker@example.jp", "A")))


@pytest.fixture(scope="module")
def populated(kept: Kept) -> Scene:
    """Two populated organisations, made once for all modules."""
    return kept(populate)


@pytest.fixture
def scene(populated: Scene, db: None) -> Iterator[Scene]:
    """The same two organisations for each test, whatever the others did; every statement is watched."""
    del db  # takes back what the test does
    with connection.execute_wrapper(refuse_unscoped):
        yield populated


def intruders(scene: Scene) -> dict[str, tuple[Api, set[int]]]:
    """Return clients that ask for the victim's organisation, with the statuses they may get."""
    books = scene.victim.books
    disabled = make_person("disabled@example.jp", "D")
    token = make_token(disabled)
    get_user_model().objects.filter(id=disabled).update(is_active=False)
    return {
        "owner of another organisation": (books.within(token=scene.attacker.books.token), {404}),
        "stranger": (books.within(token=make_token(make_person("stranger@example.jp", "S"))), {404}),
        "disabled person": (books.within(token=token), {401}),
        "anonymous": (books.within(token=""), {401}),
    }
