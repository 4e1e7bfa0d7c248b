"""Common fixtures."""

from collections.abc import Generator, Iterator
from typing import Any

import pytest
from django.utils import translation

from daicho.platform.db.ids import use_node
from daicho.platform.db.scope import current_organization
from tests.build.kept import Kept

use_node()  # test databases are not shared
_keepers: list[Kept] = []


@pytest.fixture(scope="session")
def kept(django_db_setup: None, django_db_blocker: Any) -> Kept:
    """The one keeper of the process."""
    del django_db_setup
    _keepers.append(Kept(django_db_blocker.unblock))
    return _keepers[0]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with those that share what is kept, then the long ones: so no core waits for another at the end.

    Each of two cores is given a half of the list, so every other long one goes to the beginning of the second half.
    """
    shared = [item for item in items if _shares(item)]
    long = [item for item in items if not _shares(item) and item.get_closest_marker("timeout")]
    others = [item for item in items if not _shares(item) and not item.get_closest_marker("timeout")]
    middle = max(0, len(items) // 2 - len(shared) - len(long[::2]))
    items[:] = [*shared, *long[::2], *others[:middle], *long[1::2], *others[middle:]]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, None, None]:
    """Take back what is kept when a module begins that does not look at it."""
    yield
    if _keepers and (nextitem is None or (not _shares(nextitem) and nextitem.path != item.path)):
        _keepers[0].give_back()


def _shares(item: pytest.Item) -> bool:
    return "kept" in getattr(item, "fixturenames", ())


@pytest.fixture(autouse=True)
def _no_scope() -> Iterator[None]:
    """Every test begins and ends outside any organisation, and begins in English."""
    assert current_organization() is None
    with translation.override("en"):
        yield
    assert current_organization() is None
