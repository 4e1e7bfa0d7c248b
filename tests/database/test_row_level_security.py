"""Under the application PostgreSQL repeats the rule: an ordinary role sees and writes one organisation only."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from daicho.platform.db.scope import ACROSS, organization_scope
from tests.build.context import ORGANIZATION, OTHER_ORGANIZATION

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

_INSERT = (
    "INSERT INTO platform_storedfile (id, organization_id, name, content_type, size, content_hash, created_at) "
    "VALUES (%s, %s, 'a', 'b', 1, '', now())"
)


@pytest.fixture(autouse=True)
def _ordinary_role() -> Iterator[None]:
    """Speak as a role without special rights; a superuser is asked by no policy."""
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL only")
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE daicho_ordinary NOLOGIN")
        cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO daicho_ordinary")
        with organization_scope(ACROSS), connection.cursor() as across:
            across.execute(_INSERT, [1, ORGANIZATION])
            across.execute(_INSERT, [2, OTHER_ORGANIZATION])
        cursor.execute("SET LOCAL ROLE daicho_ordinary")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def visible() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM platform_storedfile ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_a_plain_statement_sees_the_organisation_in_scope():
    with organization_scope(ORGANIZATION):
        assert visible() == [1]
    with organization_scope(OTHER_ORGANIZATION):
        assert visible() == [2]


def test_without_scope_there_is_nothing_and_across_there_is_everything():
    assert visible() == []
    with organization_scope(ACROSS):
        assert visible() == [1, 2]


def test_rows_of_another_organisation_cannot_be_written_changed_or_removed():
    with organization_scope(ORGANIZATION):
        refused = pytest.raises(DatabaseError, match="row-level security")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_INSERT, [3, OTHER_ORGANIZATION])
        with connection.cursor() as cursor:
            cursor.execute("UPDATE platform_storedfile SET name = 'x' WHERE id = 2")
            assert cursor.rowcount == 0
            cursor.execute("DELETE FROM platform_storedfile WHERE id = 2")
            assert cursor.rowcount == 0


def test_a_rolled_back_savepoint_does_not_leave_another_scope_behind():
    with organization_scope(ORGANIZATION):
        with pytest.raises(ZeroDivisionError), transaction.atomic(), organization_scope(OTHER_ORGANIZATION):
            assert visible() == [2]
            raise ZeroDivisionError
        assert visible() == [1]
