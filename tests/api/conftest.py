"""Every API test runs under the tenancy guard."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.api.things import things
from tests.build.kept import Kept
from tests.build.wire import Api, make_api
from tests.build.world import World, build_world
from tests.tenancy.guard import refuse_unscoped


@pytest.fixture(autouse=True)
def _guard() -> Iterator[None]:
    with connection.execute_wrapper(refuse_unscoped):
        yield


@pytest.fixture
def api(db: None) -> Api:
    """A client of the administrator of a new Japanese organisation in Books."""
    del db
    return make_api()


def populate() -> World:
    """Make the organisation of `world`."""
    with connection.execute_wrapper(refuse_unscoped):
        return build_world()


@pytest.fixture(scope="module")
def world(kept: Kept) -> World:
    """One populated organisation, made once for all modules: what a test does in it is taken back."""
    return kept(populate)


__all__ = ["api", "things"]
