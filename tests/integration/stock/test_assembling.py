"""Assemblies in any history: cost goes from pool to pool, in any order of entry, and nothing of it is lost."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.stock.core.event import Kind
from daicho.stock.models import CostPool, StockValue
from tests.build.stock import assembly, make_shop

DAY = date(2026, 4, 1)
ASSEMBLIES = ["A1", "A2", "A3"]
OTHERS = ["D1", "D2", "D3", "D4"]


def values(shop):
    """Return item index → value by day."""
    found = defaultdict(lambda: defaultdict(int))
    with reading(shop.ctx):
        for item, day, value in StockValue.objects.values_list("item_id", "day", "value_minor"):
            found[shop.items.index(item)][day] += value
    return found


def worth(shop, item):
    return sum(values(shop)[item].values())


@pytest.fixture
def shop(db):
    return make_shop(items=3)


def test_a_composite_costs_what_its_components_cost(shop):
    shop.post("B1", shop.movement("B1", Kind.INFLOW, 10, DAY, value=1000))
    shop.post("B2", shop.movement("B2", Kind.INFLOW, 10, DAY, value=333, item=1))
    shop.post("A1", *assembly(shop, "A1", DAY, [(0, 4), (1, 3)], [(2, 2)], services=50))
    assert [worth(shop, item) for item in range(3)] == [600, 233, 550]
    assert verify(shop.ctx) == []


def test_a_bill_in_the_past_costs_the_composite_and_what_was_sold_of_it_again(shop):
    shop.post("B2", shop.movement("B2", Kind.INFLOW, 10, DAY + timedelta(2), value=1000))
    shop.post("A1", *assembly(shop, "A1", DAY + timedelta(3), [(0, 5)], [(1, 5)]))
    shop.post("A2", *assembly(shop, "A2", DAY + timedelta(4), [(1, 4)], [(2, 1)]))
    shop.post("S1", shop.movement("S1", Kind.OUTFLOW, 1, DAY + timedelta(9), item=2))
    assert [worth(shop, item) for item in range(3)] == [500, 100, 0]
    shop.post("B1", shop.movement("B1", Kind.INFLOW, 5, DAY, value=1000))
    assert [worth(shop, item) for item in range(3)] == [1000, 200, 0]
    assert verify(shop.ctx) == []
    with reading(shop.ctx):
        late = StockValue.objects.filter(item_id=shop.items[2], day=DAY + timedelta(9)).order_by("id")
        assert [row.value_minor for row in late] == [-400, -400]


def test_landed_cost_follows_what_was_assembled_on_its_own_day(shop):
    shop.post("B1", shop.movement("B1", Kind.INFLOW, 10, DAY, value=1000))
    shop.post("A1", *assembly(shop, "A1", DAY + timedelta(1), [(0, 5)], [(1, 5)]))
    shop.post("A2", *assembly(shop, "A2", DAY + timedelta(2), [(1, 2)], [(2, 2)]))
    shop.post("S1", shop.movement("S1", Kind.OUTFLOW, 1, DAY + timedelta(3), item=2))
    shop.post("L1", shop.movement("L1", Kind.VALUE, 0, DAY + timedelta(5), value=100, of="B1"))
    assert [worth(shop, item) for item in range(3)] == [550, 330, 110]
    assert verify(shop.ctx) == []


def test_taking_apart_and_voiding_give_back_what_was_assembled(shop):
    shop.post("B1", shop.movement("B1", Kind.INFLOW, 10, DAY, value=1000))
    shop.post("A1", *assembly(shop, "A1", DAY, [(0, 4)], [(2, 4)]))
    shop.post("A2", *assembly(shop, "A2", DAY, [(2, 1)], [(0, 1)]))
    assert [worth(shop, 0), worth(shop, 2)] == [700, 300]
    assert verify(shop.ctx) == []
    shop.post("A2")
    shop.post("A1")
    assert [worth(shop, 0), worth(shop, 2)] == [1000, 0]
    assert verify(shop.ctx) == []


def test_changing_one_part_changes_what_the_others_cost(shop):
    shop.post("B1", shop.movement("B1", Kind.INFLOW, 10, DAY, value=900, item=2))
    shop.post("A1", *assembly(shop, "A1", DAY, [(2, 10)], [(0, 1), (1, 1)]))
    assert [worth(shop, item) for item in range(3)] == [300, 600, 0]
    shop.post("A1", *assembly(shop, "A1", DAY, [(2, 10)], [(0, 1), (1, 4)]))
    assert [worth(shop, item) for item in range(3)] == [100, 800, 0]
    assert verify(shop.ctx) == []


@st.composite
def steps(draw):
    """Return (document, its plan or None for voided); an assembly's plan is (day, gone, made, services)."""
    if draw(st.booleans()):
        name = draw(st.sampled_from(ASSEMBLIES))
        first, second, third = draw(st.permutations([0, 1, 2]))
        quantities = st.integers(1, 5)
        gone, made = [(first, draw(quantities))], [(second, draw(quantities))]
        (gone if draw(st.booleans()) else made).append((third, draw(quantities)))
        plan: Any = (DAY + timedelta(draw(st.integers(0, 9))), gone, made, draw(st.sampled_from([None, None, 13])))
    else:
        name = draw(st.sampled_from(OTHERS))
        kind = draw(st.sampled_from([Kind.OPENING, Kind.INFLOW, Kind.INFLOW, Kind.OUTFLOW, Kind.VALUE]))
        plan = {
            "kind": kind,
            "quantity": 0 if kind is Kind.VALUE else draw(st.integers(1, 9)),
            "day": DAY + timedelta(draw(st.integers(0, 9))),
            "value": None if kind is Kind.OUTFLOW else draw(st.integers(0, 500)),
            "item": draw(st.integers(0, 2)),
            "of": draw(st.sampled_from([None, *OTHERS])) if kind is Kind.VALUE else None,
            "rate": draw(st.sampled_from([0, 31])),
        }
    return name, None if draw(st.integers(0, 6)) == 0 else plan


def enter(shop, name, plan):
    if plan is None:
        shop.post(name)
    elif isinstance(plan, tuple):
        day, gone, made, services = plan
        shop.post(name, *assembly(shop, name, day, gone, made, services=services))
    else:
        shop.post(name, shop.movement(name, **plan))


class _Undo(Exception):
    """Leaves the transaction of one example."""


def _each(work):
    with pytest.raises(_Undo), transaction.atomic():
        work()
        raise _Undo


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["fifo", "wac"])
def test_every_step_leaves_stock_and_books_in_agreement(method):
    shop = make_shop(items=3, method=method)

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(steps(), min_size=2, max_size=9))
    def any_history(history):
        def work():
            for number, (name, plan) in enumerate(history, 1):
                enter(shop, name, plan)
                assert verify(shop.ctx) == [], f"after {history[:number]}"

        _each(work)

    any_history()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["fifo", "wac"])
def test_the_order_of_entry_does_not_matter(method):
    shop = make_shop(items=3, method=method)

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(steps(), min_size=3, max_size=9), st.randoms(use_true_random=False))
    def any_order(history, random):
        final = {name: plan for name, plan in history if plan is not None}
        results = []
        for _ in range(2):
            entered = random.sample(list(final.items()), len(final))

            def work(entered=entered):
                shop.documents.clear()
                for name, plan in entered:
                    enter(shop, name, plan)
                results.append(result(shop))

            _each(work)
        assert results[0] == results[1], final

    any_order()


def result(shop):
    """Return the values by line, cause and day, and the states of the pools without identities."""
    names = {line_id: (name, line) for name, (_, lines) in shop.documents.items() for line, line_id in lines.items()}
    found = defaultdict(int)
    with reading(shop.ctx):
        for line, cause, day, value in StockValue.objects.values_list("line_id", "cause_id", "day", "value_minor"):
            found[names[line], names[cause], day] += value
        linked = list(CostPool.objects.order_by("item_id").values_list("item_id", "is_linked"))
    return {key: value for key, value in found.items() if value}, linked
