"""A count that may be lost with the power leaves the connection as it was: a booking waits for the disk again."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from daicho.platform.db.unsynced import unsynced
from daicho.platform.request_limit import take_request

NORMAL, FULL = 1, 2


def synchronous() -> int:
    with connection.cursor() as cursor:
        return int(cursor.execute("PRAGMA synchronous").fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_what_may_be_lost_leaves_the_connection_as_it_was():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL is told by the statement itself")
    for _time in range(2):
        assert take_request(7, datetime.now(UTC), limit=10).remaining < 10
        assert synchronous() == FULL
    with pytest.raises(ZeroDivisionError), unsynced():
        assert synchronous() == NORMAL
        raise ZeroDivisionError
    assert synchronous() == FULL
