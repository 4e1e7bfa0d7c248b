"""Queries whose SQL is made once answer as Django's own, in the organisation in scope alone."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet, Value
from django.test.utils import CaptureQueriesContext

from daicho.platform.db.fixed import fixed
from daicho.platform.db.scope import organization_scope
from daicho.platform.models import AuditRecord, OrganizationHead
from daicho.platform.work import reading, unit_of_work
from tests.build.context import NOW, ORGANIZATION, OTHER_ORGANIZATION, context

pytestmark = pytest.mark.django_db
built: list[Any] = []


@fixed
def _entities(ids: Collection[int], action: str, before: datetime) -> QuerySet[AuditRecord, tuple[Any, ...]]:
    built.append(ids)
    rows = AuditRecord.objects.filter(entity_id__in=ids, action=action, at__lte=before).order_by("sequence")
    return rows.values_list("entity_id", "at")


@fixed
def _records(model: Any, entity_id: int) -> QuerySet[AuditRecord]:
    rows: QuerySet[AuditRecord] = model.objects.filter(entity_id=entity_id).annotate(kind=Value("record"))
    return rows


@fixed
def _numbers(organization_id: int) -> QuerySet[OrganizationHead, int]:
    heads = OrganizationHead.objects.select_for_update().filter(organization_id=organization_id)
    return heads.values_list("sequence", flat=True)


@fixed
def _like(text: str) -> QuerySet[AuditRecord]:
    return AuditRecord.objects.filter(entity__contains=text)


def _recorded() -> None:
    for organization_id, first in ((ORGANIZATION, 1), (OTHER_ORGANIZATION, 100)):
        with unit_of_work(context(organization_id=organization_id)) as unit:
            for number in range(first, first + 9):
                unit.record("item", number, "created")


def test_the_values_of_each_call_reach_the_statement_that_was_made_once():
    _recorded()
    built.clear()
    with reading(context()):
        assert [_entities(ids, "created", NOW) for ids in ([], [3], {2, 5, 7}, (1, 4, 8), [9, 100, 3, 3])] == [
            [],
            [(3, NOW)],
            [(2, NOW), (5, NOW), (7, NOW)],
            [(1, NOW), (4, NOW), (8, NOW)],
            [(3, NOW), (9, NOW)],
        ]
        assert _entities([3], "deleted", NOW) == _entities([3], "created", NOW - timedelta(seconds=1)) == []
        assert len(_entities(range(1, 301), "created", NOW)) == 9
    assert [len(ids) for ids in built] == [0, 1, 4, 300]  # nothing to ask; one; two to four; too many to keep


def test_an_organisation_sees_its_own_rows_and_nobody_sees_any_without_one():
    _recorded()
    for organization_id, own, foreign in ((ORGANIZATION, 2, 102), (OTHER_ORGANIZATION, 102, 2)):
        with organization_scope(organization_id), CaptureQueriesContext(connection) as asked:
            [found] = _records(AuditRecord, own)
            assert _records(AuditRecord, foreign) == []
        assert '"organization_id" = ' in asked.captured_queries[0]["sql"]
        assert isinstance(found, AuditRecord)
        assert (found.organization_id, found.entity_id, found.at, found.kind) == (organization_id, own, NOW, "record")  # type: ignore[attr-defined]
    with organization_scope(0):
        assert len(_records(AuditRecord, 102)) == 1
    with pytest.raises(RuntimeError, match="no organisation in scope"):
        _records(AuditRecord, 2)


def test_rows_are_locked_and_lost_values_are_noticed():
    _recorded()
    with unit_of_work(context()):
        assert _numbers(ORGANIZATION) == [9]
        with pytest.raises(AssertionError, match="gets lost"):
            _like("it")
