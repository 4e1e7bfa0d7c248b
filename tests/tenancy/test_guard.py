"""The guard of the API tests bites."""

import pytest

from tests.tenancy.guard import unscoped_table


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT "id" FROM "platform_auditrecord" WHERE "platform_auditrecord"."id" = 1',
        "SELECT id FROM platform_auditrecord",
        'UPDATE "platform_attachment" SET "position" = 1 WHERE "platform_attachment"."id" = 1',
        'DELETE FROM "platform_attachment" WHERE "platform_attachment"."id" IN (1)',
        'SELECT 1 FROM "platform_auditrecord" WHERE "platform_auditrecord"."organization_id" = 1 AND EXISTS('
        'SELECT 1 FROM "platform_attachment" U0 WHERE U0."id" = 1)',
        'SELECT 1 FROM "platform_attachment" INNER JOIN "platform_storedfile" T3 ON ("platform_attachment"."file_id" = '
        'T3."id") WHERE "platform_attachment"."organization_id" = 1',
    ],
)
def test_a_statement_without_the_organisation_is_caught(sql: str):
    assert unscoped_table(sql)


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT "id" FROM "platform_auditrecord" WHERE "platform_auditrecord"."organization_id" = 1',
        "SELECT id FROM platform_auditrecord WHERE organization_id = 1",
        'SELECT 1 FROM "platform_attachment" INNER JOIN "platform_storedfile" T3 ON ("platform_attachment"."file_id" = '
        'T3."id" AND "platform_attachment"."organization_id" = (T3."organization_id")) '
        'WHERE "platform_attachment"."organization_id" = 1',
        'SELECT 1 FROM "identity_user"',
        'INSERT INTO "platform_auditrecord" VALUES (1)',
    ],
)
def test_a_statement_inside_the_organisation_passes(sql: str):
    assert unscoped_table(sql) is None
