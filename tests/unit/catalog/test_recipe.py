"""What a composite item may be made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.catalog.core.recipe import RECIPE_LIMIT, Component, Composite, below, recipe_errors, whole_sets
from daicho.kernel.measure import MICRO, MICRO_LIMIT

TEA = Component("Tea", "", is_tracked=True, is_active=True, can_be_purchased=True)
WORK = Component("Work", "", is_tracked=False, is_active=True, can_be_purchased=True)
ADVICE = Component("Advice", "", is_tracked=False, is_active=True, can_be_purchased=False)
OLD = Component("Old", "", is_tracked=True, is_active=False, can_be_purchased=True)
BOX = Component("Box", "assembly", is_tracked=True, is_active=True, can_be_purchased=True)
KIT = Component("Kit", "kit", is_tracked=False, is_active=True, can_be_purchased=False)
KNOWN = {1: TEA, 2: WORK, 3: ADVICE, 4: OLD, 5: BOX, 6: KIT}
ASSEMBLY = Composite(9, "assembly")


def line(item_id, quantity=MICRO):
    return {"item_id": item_id, "quantity_micro": quantity}


def faults(lines, composite=ASSEMBLY, recipes=None):
    return [
        (error.field, str(error.message % error.parameters))
        for error in recipe_errors(lines, composite, KNOWN, recipes or {})
    ]


def test_goods_and_services_make_a_composite():
    assert faults([line(1), line(2, 1), line(5)]) == []
    assert faults([line(1), line(3)], Composite(0, "kit")) == []


@pytest.mark.parametrize(
    ("lines", "field", "word"),
    [
        ([], "mapped_items", "mapped_items"),
        ([line(1)] * (RECIPE_LIMIT + 1), "mapped_items", "more than 200"),
        ([line(0), line(1)], "mapped_items[0].item_id", "item_id"),
        ([line(1), line(17)], "mapped_items[1].item_id", "Invalid value"),
        ([line(1), line(1)], "mapped_items[1].item_id", "more than once"),
        ([line(1, 0)], "mapped_items[0].quantity", "greater than zero"),
        ([line(1, -5)], "mapped_items[0].quantity", "greater than zero"),
        ([line(1, MICRO_LIMIT + 1)], "mapped_items[0].quantity", "Invalid value"),
        ([line(1), line(4)], "mapped_items[1].item_id", "inactive"),
        ([line(1), line(6)], "mapped_items[1].item_id", "is a kit"),
        ([line(1), line(3)], "mapped_items[1].item_id", "not bought"),
        ([line(2)], "mapped_items", "kept in stock"),
    ],
)
def test_what_is_refused(lines, field, word):
    told = faults(lines)
    assert [name for name, _ in told] == [field]
    assert word in told[0][1]


def test_an_inactive_component_that_was_there_may_stay():
    assert faults([line(4)], Composite(9, "assembly", frozenset({4}))) == []


def test_nothing_is_made_of_itself_directly_or_through_others():
    itself = Composite(5, "assembly")
    assert "is itself made of this item" in faults([line(5)], itself)[0][1]
    assert "'Tea' is itself made of this item" in faults([line(1)], itself, {1: [7], 7: [8, 2], 8: [5]})[0][1]
    assert faults([line(1)], itself, {1: [7], 7: [8], 5: [1]}) == []


@given(st.dictionaries(st.integers(1, 9), st.sets(st.integers(1, 9), max_size=4)), st.integers(1, 9))
def test_below_is_everything_that_can_be_reached_and_ends_in_circles(recipes, start):
    found = below(start, recipes)
    closed = set(recipes.get(start, ()))
    while True:
        more = closed | {part for one in closed for part in recipes.get(one, ())}
        if more == closed:
            break
        closed = more
    assert found == closed


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 9)), min_size=1, max_size=5))
def test_so_many_kits_can_be_put_together_and_no_more(parts):
    kits = whole_sets((available * MICRO, need * MICRO) for available, need in parts) // MICRO
    assert kits >= 0
    assert all(kits * need <= max(available, 0) for available, need in parts) or kits == 0
    assert any((kits + 1) * need > available for available, need in parts)


def test_no_components_make_no_kit():
    assert whole_sets([]) == 0
