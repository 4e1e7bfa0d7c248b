"""Writing what may be lost with the power: nobody waits for the disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def unsynced() -> Iterator[Any]:
    """Yield a cursor whose statements are commits of their own that only a power cut can undo.

    Inside a transaction they are committed with it. To PostgreSQL the statement says so itself, which saves two more:
    `… FROM set_config('synchronous_commit', 'off', true)`.
    """
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite" or connection.in_atomic_block:
            yield cursor
            return
        driver: Any = connection.connection
        driver.execute("PRAGMA synchronous = NORMAL")
        try:
            yield cursor
        finally:
            driver.execute("PRAGMA synchronous = FULL")
