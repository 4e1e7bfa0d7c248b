"""What lost against another transaction is done again, everything else is not."""

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError

from daicho.platform.retry import retried


class Deadlock(Exception):
    sqlstate = "40P01"


def failing(times: int, error: DatabaseError, cause: Exception | None = None):
    attempts = []

    def work() -> int:
        attempts.append(1)
        if len(attempts) <= times:
            raise error from cause
        return len(attempts)

    return work, attempts


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (OperationalError("deadlock detected"), Deadlock()),
        (OperationalError("database is locked"), None),
        (IntegrityError("UNIQUE constraint failed: platform_idempotencyrecord.key"), None),
    ],
)
def test_what_lost_a_race_is_done_again(error: DatabaseError, cause: Exception | None):
    assert retried(failing(2, error, cause)[0]) == 3
    work, attempts = failing(3, error, cause)
    with pytest.raises(type(error)):
        retried(work)
    assert len(attempts) == 3


def test_a_refusal_is_final():
    work, attempts = failing(1, IntegrityError("UNIQUE constraint failed: catalog_item.name"))
    with pytest.raises(IntegrityError):
        retried(work)
    assert len(attempts) == 1
