"""What is written once stays: every append-only table refuses UPDATE and DELETE by plain SQL on either engine."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from daicho.platform.db.constraints import AppendOnly
from daicho.platform.db.scope import organization_scope
from daicho.platform.models import AuditRecord, Erasure
from daicho.platform.work import unit_of_work
from tests.build.context import ORGANIZATION, OTHER_ORGANIZATION, context

pytestmark = pytest.mark.django_db
APPEND_ONLY = {m for m in apps.get_models() if any(isinstance(c, AppendOnly) for c in m._meta.constraints)}
written: list[type[models.Model]] = [AuditRecord]


def test_history_is_append_only():
    assert set(written) <= APPEND_ONLY


@pytest.mark.parametrize("model", written)
@pytest.mark.parametrize("statement", ["UPDATE {} SET request_id = 'x'", "DELETE FROM {}"])
def test_plain_sql_is_refused(model: type[models.Model], statement: str):
    with unit_of_work(context()) as unit:
        unit.record("item", 1, "created")
    with (
        organization_scope(ORGANIZATION),
        pytest.raises(IntegrityError, match="append_only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(model._meta.db_table))


def test_only_an_organisation_that_is_being_erased_loses_its_rows():
    for organization_id in (ORGANIZATION, OTHER_ORGANIZATION):
        with unit_of_work(context(organization_id)) as unit:
            unit.record("item", 1, "created")
    Erasure.objects.bulk_create([Erasure(organization_id=ORGANIZATION)])
    with organization_scope(ORGANIZATION):
        AuditRecord.objects.all().delete()
        assert not AuditRecord.objects.exists()
    with organization_scope(OTHER_ORGANIZATION), pytest.raises(IntegrityError), transaction.atomic():
        AuditRecord.objects.all().delete()
