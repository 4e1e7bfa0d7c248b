"""Any history, entered in any order, changed and voided: stock and books always agree with a fresh costing."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.stock.core.event import Kind
from daicho.stock.models import StockTotal, StockValue
from tests.build.stock import make_shop

DAY = date(2026, 4, 1)
NAMES = ["D1", "D2", "D3", "D4", "D5", "D6"]


@st.composite
def steps(draw):
    """Return (document, its movement's plan or None for voided)."""
    name = draw(st.sampled_from(NAMES))
    if draw(st.integers(0, 5)) == 0:
        return name, None
    kind = draw(st.sampled_from([Kind.OPENING, Kind.INFLOW, Kind.INFLOW, Kind.OUTFLOW, Kind.OUTFLOW, Kind.VALUE]))
    value = draw(st.integers(0, 500)) if kind is not Kind.OUTFLOW else None
    if kind is Kind.INFLOW and draw(st.booleans()):
        value = None
    return name, {
        "kind": kind,
        "quantity": 0 if kind is Kind.VALUE else draw(st.integers(1, 9)),
        "day": DAY + timedelta(days=draw(st.integers(0, 40))),
        "value": value,
        "item": draw(st.integers(0, 1)),
        "of": draw(st.sampled_from([None, *NAMES])) if kind is Kind.VALUE else None,
        "rate": draw(st.sampled_from([0, 31])),
    }


class _Undo(Exception):
    """Leaves the transaction of one example."""


def _each(work):
    """Run `work` in a transaction of its own that is taken back."""
    with pytest.raises(_Undo), transaction.atomic():
        work()
        raise _Undo


def enter(shop, history):
    for name, plan in history:
        shop.post(name, *([] if plan is None else [shop.movement(name, **plan)]))


def result(shop):
    with reading(shop.ctx):
        names = {lines["1"]: name for name, (_, lines) in shop.documents.items() if "1" in lines}
        values = {}
        for line, cause, day, value in StockValue.objects.values_list("line_id", "cause_id", "day", "value_minor"):
            key = (names[line], names[cause], day)
            values[key] = values.get(key, 0) + value
        totals = StockTotal.objects.order_by("item_id", "month").values_list("item_id", "month", "value_minor")
        return {key: value for key, value in values.items() if value}, [row for row in totals if row[2]]


@pytest.mark.django_db
@pytest.mark.parametrize("in_batches", [False, True])
@pytest.mark.parametrize("method", ["fifo", "wac"])
def test_every_step_leaves_stock_and_books_in_agreement(method, in_batches, monkeypatch):
    monkeypatch.setattr("daicho.stock.commands.recost_items.CHECKPOINT_EVERY", 2)
    shop = make_shop(items=2, method=method)
    if in_batches:
        shop.keep_in_batches()

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(steps(), min_size=1, max_size=8))
    def any_history(history):
        def work():
            for number, step in enumerate(history, 1):
                enter(shop, [step])
                assert verify(shop.ctx) == [], f"after {history[:number]}"

        _each(work)

    any_history()


@pytest.mark.django_db
@pytest.mark.parametrize("in_batches", [False, True])
@pytest.mark.parametrize("method", ["fifo", "wac"])
def test_the_order_of_entry_does_not_matter(method, in_batches):
    shop = make_shop(items=2, method=method)
    if in_batches:
        shop.keep_in_batches()

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(steps(), min_size=2, max_size=8), st.randoms(use_true_random=False))
    def any_order(history, random):
        final = {name: plan for name, plan in history if plan is not None}
        results = []
        for _ in range(2):
            entered = random.sample(list(final.items()), len(final))

            def work(entered=entered):
                enter(shop, entered)
                results.append(result(shop))

            _each(work)
        assert results[0] == results[1], final

    any_order()
