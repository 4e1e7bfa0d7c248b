"""Once more, where the database asks for it."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import DatabaseError, connection

_Result = TypeVar("_Result")
_ATTEMPTS = 3
_PAUSE_MILLISECONDS = 40
# Serialisation failure, deadlock, lock not available.
_SQL_STATES = {"40001", "40P01", "55P03"}


def retried(work: Callable[[], _Result]) -> _Result:
    """Return `work()`, done again up to twice when it lost against another transaction.

    `work` must be a whole transaction: what it did before the failure is rolled back. Inside a transaction it is done
    once, since only the outermost can be repeated.
    """
    attempts = 1 if connection.in_atomic_block else _ATTEMPTS
    for left in range(attempts - 1, 0, -1):
        try:
            return work()
        except DatabaseError as error:
            if not is_transient(error):
                raise
            time.sleep(random.uniform(0, _PAUSE_MILLISECONDS) * (attempts - left) / 1000)  # noqa: S311 - not a secret
    return work()


def is_transient(error: DatabaseError) -> bool:
    """Tell whether the same work may well succeed when it is done again."""
    text = str(error)
    if getattr(error.__cause__, "sqlstate", None) in _SQL_STATES:
        return True
    # SQLite is busy; or two came with the same new Idempotency-Key, and the second shall find the first's answer.
    return "database is locked" in text or "platform_idempotency" in text
