"""What the database itself promises about tables of an organisation, asked of the database."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from daicho.platform.db.constraints import AppendOnly
from daicho.platform.db.fields import OrganizationForeignKey, is_tenant_table
from daicho.platform.db.scope import tenant_tables

pytestmark = pytest.mark.django_db
TENANT = sorted(tenant_tables().items())
ours = [model for model in apps.get_models() if model.__module__.startswith("daicho.")]

ACROSS = {
    "platform_job_due": "the worker takes what is due, whichever organisation asked for it",
    "organizations_member_user": "a person's organisations",
    "organizations_member_invited": "the invitations of an e-mail address",
    "organizations_invitation_token": "an invitation is found by its secret",
}
"""Indexes that do not lead with the organisation, and what is asked of them."""

OUTSIDE = {
    "identity_": "people, their clients and tokens stand outside every organisation",
    "platform_nodelease": "nodes give out ids for all organisations",
    "platform_jobschedule": "one schedule for the whole server",
    "platform_erasure": "names the organisation whose rows may go",
    "platform_requestcount": "counts by organisation or person; its key is that id",
    "organizations_organization": "its id is the organisation's",
}
"""Tables (by prefix) whose rows belong to no organisation."""


def constraints(table: str) -> Mapping[str, Any]:
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, table)


def test_every_table_belongs_to_organisations_or_says_why_not():
    tables = {model._meta.db_table for model in ours if not is_tenant_table(model)}
    assert [table for table in sorted(tables) if not table.startswith(tuple(OUTSIDE))] == []


@pytest.mark.parametrize("table", [table for table, _model in TENANT])
def test_unique_constraints_and_indexes_lead_with_the_organisation(table: str):
    stray = [
        (name, found["columns"])
        for name, found in constraints(table).items()
        if (found["unique"] or found["index"])
        and found["columns"]
        and not _is_row_id(found)
        and found["columns"][0] != "organization_id"
        and name not in ACROSS
    ]
    assert stray == []


def _is_row_id(found: Mapping[str, Any]) -> bool:
    # On SQLite the id alone is the row's address; (organization_id, id) is unique beside it. The parser of Django shows
    # an unnamed UNIQUE of a table under the column "UNIQUE".
    return connection.vendor == "sqlite" and (found["primary_key"] or found["columns"] == ["UNIQUE"])


@pytest.mark.parametrize(("table", "model"), TENANT)
def test_the_real_key_has_both_columns(table: str, model: type[models.Model]):
    if connection.vendor == "postgresql":
        keys = [found["columns"] for found in constraints(table).values() if found["primary_key"]]
        assert keys == [["organization_id", model._meta.pk.column]]
    else:
        assert re.search(r'UNIQUE \("organization_id", "\w+"\)', _sql_of(table))


@pytest.mark.parametrize(("table", "model"), TENANT)
def test_keys_between_tables_of_an_organisation_stay_inside_it(table: str, model: type[models.Model]):
    for field in model._meta.local_fields:
        target = field.related_model
        if not isinstance(target, type) or not is_tenant_table(target):
            continue
        assert isinstance(field, OrganizationForeignKey), f"{model.__name__}.{field.name}"
        assert ("organization_id", field.column) in _foreign_keys(table), f"{model.__name__}.{field.name}"


@pytest.mark.postgresql
def test_row_level_security_repeats_the_rule():
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL only")
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        assert {row[0] for row in cursor.fetchall()} >= {table for table, _model in TENANT}


@pytest.mark.parametrize("model", [m for m in ours if any(isinstance(c, AppendOnly) for c in m._meta.constraints)])
def test_append_only_tables_have_their_triggers(model: type[models.Model]):
    wanted = {c.name for c in model._meta.constraints if isinstance(c, AppendOnly)}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass", [model._meta.db_table])
        else:
            wanted = {f"{name}_{action}" for name in wanted for action in ("update", "delete")}
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [model._meta.db_table]
            )
        assert wanted <= {row[0] for row in cursor.fetchall()}


def _sql_of(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
        return str(cursor.fetchone()[0])


def _foreign_keys(table: str) -> set[tuple[str, ...]]:
    if connection.vendor == "postgresql":
        return {tuple(found["columns"]) for found in constraints(table).values() if found["foreign_key"]}
    keys: dict[int, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute('SELECT id, "from" FROM pragma_foreign_key_list(%s) ORDER BY id, seq', [table])
        for key, column in cursor.fetchall():
            keys.setdefault(key, []).append(column)
    return {tuple(columns) for columns in keys.values()}
