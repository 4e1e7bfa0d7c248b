"""Common fixtures."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from daicho.platform.db.ids import use_node
from daicho.platform.db.scope import current_organization

use_node()  # test databases are not shared


@pytest.fixture(autouse=True)
def _no_scope() -> Iterator[None]:
    """Every test begins and ends outside any organisation, and begins in English."""
    assert current_organization() is None
    with translation.override("en"):
        yield
    assert current_organization() is None
