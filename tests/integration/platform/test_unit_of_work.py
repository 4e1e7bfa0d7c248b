"""The unit of work: one transaction, ordered changes, chained audit."""

import pytest
from django.db import IntegrityError, connection, transaction

from daicho.platform.changes import changes_after, last_sequence
from daicho.platform.db.scope import organization_scope
from daicho.platform.models import AuditRecord
from daicho.platform.numbering import create_series, next_number
from daicho.platform.work import audit_hash, reading, unit_of_work
from tests.build.context import ORGANIZATION, OTHER_ORGANIZATION, context

pytestmark = pytest.mark.django_db


def test_nested_units_commit_together_and_number_their_changes():
    ctx = context()
    with unit_of_work(ctx) as outer:
        outer.record("item", 1, "created", after={"name": "tea"})
        with unit_of_work(ctx) as inner:
            assert inner is outer
            inner.record("item", 2, "created")
    with reading(ctx):
        assert [(c.sequence, c.entity_id) for c in changes_after(ctx, sequence=0)] == [(1, 1), (2, 2)]
        assert last_sequence(ctx) == 2
        first, second = AuditRecord.objects.order_by("sequence")
        assert second.previous_hash == first.hash == audit_hash(first)


def test_an_exception_leaves_nothing():
    ctx = context()
    with pytest.raises(ZeroDivisionError), unit_of_work(ctx) as unit:
        unit.record("item", 1, "created")
        raise ZeroDivisionError
    with reading(ctx):
        assert last_sequence(ctx) == 0


def test_rows_of_another_organisation_are_out_of_reach():
    with unit_of_work(context()) as unit:
        unit.record("item", 1, "created")
    with reading(context(OTHER_ORGANIZATION)):
        assert not AuditRecord.objects.exists()
        with pytest.raises(RuntimeError, match="another organisation"):
            AuditRecord.objects.bulk_create(
                [AuditRecord(organization_id=ORGANIZATION, sequence=9, entity="x", entity_id=1)]
            )
    with pytest.raises(RuntimeError, match="no organisation"):
        AuditRecord.objects.count()


@pytest.mark.parametrize(
    "statement", ["UPDATE platform_auditrecord SET sequence = 7", "DELETE FROM platform_auditrecord"]
)
def test_the_database_refuses_to_change_history(statement):
    with unit_of_work(context()) as unit:
        unit.record("item", 1, "created")
    with (
        organization_scope(ORGANIZATION),
        pytest.raises(IntegrityError, match="append_only"),
        transaction.atomic(),
        connection.cursor() as c,
    ):
        c.execute(statement)


def test_numbers_are_taken_in_turn():
    ctx = context()
    with unit_of_work(ctx):
        create_series(ctx, [("salesorder", "SO-")])
        assert [next_number(ctx, "salesorder") for _ in range(2)] == ["SO-00001", "SO-00002"]
