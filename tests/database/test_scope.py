"""The organisation is in every statement, however the query is put together."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Count, Exists, F, OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.db.models.functions import Length

from daicho.platform.db.scope import ACROSS, organization_scope
from daicho.platform.models import CustomFieldDefinition, CustomFieldValue
from tests.build.context import NOW, ORGANIZATION, OTHER_ORGANIZATION
from tests.tenancy.guard import refuse_unscoped

pytestmark = pytest.mark.django_db
Definition, Value = CustomFieldDefinition, CustomFieldValue


@pytest.fixture(autouse=True)
def _two_organisations() -> Iterator[None]:
    """Give both organisations a field "X" with the values a and b, then look as the first, under the guard."""
    for organization_id in (OTHER_ORGANIZATION, ORGANIZATION):
        with organization_scope(organization_id):
            definition = Definition(
                organization_id=organization_id, entity="item", api_name="cf_x", label="X", data_type="string",
                position=1, created_at=NOW, modified_at=NOW,
            )  # fmt: skip
            Definition.objects.bulk_create([definition])
            Value.objects.bulk_create(
                Value(organization_id=organization_id, definition=definition, entity_id=number, value=text)
                for number, text in enumerate("ab", start=1)
            )
    with organization_scope(ORGANIZATION), connection.execute_wrapper(refuse_unscoped):
        yield


def others() -> list[str]:
    """Return the other organisation's values."""
    with organization_scope(OTHER_ORGANIZATION):
        return sorted(Value.objects.values_list("value", flat=True))


def test_reading():
    assert Value.objects.count() == len(Value.objects.all()) == 2
    assert Value.objects.filter(value="a").exists()
    assert Value.objects.aggregate(longest=Sum(Length("value"))) == {"longest": 2}
    assert sorted(Value.objects.values_list("value", flat=True).distinct()) == ["a", "b"]
    assert len(list(Value.objects.order_by("id").iterator(chunk_size=1))) == 2
    assert Value.objects.order_by("-id")[:1].get().organization_id == ORGANIZATION
    assert len(Value.objects.in_bulk()) == 2
    assert Value.objects.select_for_update().get(value="a").organization_id == ORGANIZATION


def test_joins():
    assert Value.objects.filter(definition__label="X").count() == 2
    assert Value.objects.exclude(definition__label="X").count() == 0
    assert Definition.objects.filter(values__value="a").count() == 1
    assert Definition.objects.exclude(values__value="a").count() == 0
    assert Definition.objects.exclude(values__value="z").count() == 1
    assert {row.definition.organization_id for row in Value.objects.select_related("definition")} == {ORGANIZATION}
    assert [row.number for row in Definition.objects.annotate(number=Count("values"))] == [2]
    assert list(Value.objects.values("definition__label").annotate(number=Count("id"))) == [
        {"definition__label": "X", "number": 2}
    ]


def test_subqueries():
    definitions = Definition.objects.filter(label="X")
    assert Value.objects.filter(definition__in=definitions).count() == 2
    assert Value.objects.filter(definition_id__in=definitions.values("id")).count() == 2
    assert Definition.objects.filter(Exists(Value.objects.filter(definition=OuterRef("pk"), value="a"))).count() == 1
    assert Definition.objects.filter(~Exists(Value.objects.filter(value="a"))).count() == 0
    first = Value.objects.filter(definition=OuterRef("pk")).order_by("value").values("value")[:1]
    assert Definition.objects.annotate(first=Subquery(first)).get().first == "a"
    assert Value.objects.filter(id__in=Value.objects.filter(value="a").values("id")[:5]).count() == 1


def test_combined_queries():
    a, b = Value.objects.filter(value="a"), Value.objects.filter(value="b")
    assert len(a.union(b)) == 2
    assert a.union(b).count() == 2
    assert len(a.union(b, all=True).order_by("value")) == 2
    assert len(Value.objects.difference(a)) == 1
    assert (a | b).count() == 2


def test_relations():
    definition = Definition.objects.prefetch_related("values").get()
    assert {row.organization_id for row in definition.values.all()} == {ORGANIZATION}
    again = Definition.objects.prefetch_related(Prefetch("values", Value.objects.filter(value="a"))).get()
    assert len(again.values.all()) == 1
    assert definition.values.filter(value="b").count() == 1
    assert Value.objects.get(value="a").definition == definition


def test_updates():
    assert Value.objects.update(value=F("entity_id")) == 2
    assert Value.objects.filter(definition__label="X").update(value="j") == 2
    assert Value.objects.filter(definition__in=Definition.objects.filter(label="X")).update(value="s") == 2
    rows = list(Value.objects.all())
    for row in rows:
        row.value = "k"
    assert Value.objects.bulk_update(rows, ["value"]) == 2
    rows[0].value = "one"
    rows[0].save(update_fields=["value"])
    assert sorted(Value.objects.values_list("value", flat=True)) == ["k", "one"]
    assert others() == ["a", "b"]


def test_deletes():
    assert Value.objects.filter(definition__label="X", value="a").delete()[0] == 1
    assert Value.objects.filter(id__in=Value.objects.values("id")).delete()[0] == 1
    Definition.objects.get().delete()
    assert others() == ["a", "b"]
    with organization_scope(OTHER_ORGANIZATION):
        Definition.objects.all().delete()
        assert not Value.objects.exists()


def test_a_row_of_another_organisation_is_out_of_reach_by_its_id():
    with organization_scope(OTHER_ORGANIZATION):
        foreign = Value.objects.get(value="a")
    assert Value.objects.filter(id=foreign.id).first() is None
    assert Value.objects.filter(pk=foreign.id).update(value="stolen") == 0
    assert Value.objects.filter(pk=foreign.id).delete()[0] == 0
    foreign.value = "stolen"
    with pytest.raises(DatabaseError, match="did not affect"), transaction.atomic():
        foreign.save(update_fields=["value"])
    assert others() == ["a", "b"]


def test_a_row_of_another_organisation_cannot_be_inserted():
    row = Value(organization_id=OTHER_ORGANIZATION, definition=Definition.objects.get(), entity_id=9, value="z")
    with pytest.raises(RuntimeError, match="another organisation"):
        Value.objects.bulk_create([row])
    with pytest.raises(RuntimeError, match="another organisation"):
        row.save(force_insert=True)


def test_a_query_does_not_travel():
    queries: list[QuerySet[CustomFieldValue]] = [Value.objects.filter(value="a")]
    assert len(queries[0]) == 1
    with organization_scope(OTHER_ORGANIZATION), pytest.raises(RuntimeError, match="used in another"):
        len(queries[0].all())


def test_no_scope_is_an_error_and_across_is_a_decision():
    with organization_scope(ACROSS):
        assert Value.objects.count() == 4
    assert Value.objects.count() == 2


def test_without_scope_nothing_is_reached():
    from daicho.platform.db.scope import _current

    token = _current.set(None)
    try:
        for attempt in (Value.objects.count, Value.objects.all().delete, lambda: Value.objects.update(value="x")):
            with pytest.raises(RuntimeError, match="no organisation"):
                attempt()
    finally:
        _current.reset(token)
