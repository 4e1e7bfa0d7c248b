"""Costing: worked examples, and what must hold for every history."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daicho.kernel.measure import MICRO
from daicho.stock.core.costing import LateCost, Method, Past, Pool, Turn, replay
from daicho.stock.core.event import Kind, StockEvent
from daicho.stock.core.state import from_text, to_text

DAY = date(2026, 4, 1)
VECTORS = Path(__file__).parent.parent / "taxes" / "data" / "test_vectors.json"


COSTED = [kind for kind in Kind if kind not in {Kind.DEPARTURE, Kind.ARRIVAL}]


def event(key, kind, quantity, value=None, *, day=0, lot=None, follows=None, rate=0):
    return StockEvent(
        key=key,
        kind=kind,
        day=DAY + timedelta(days=day),
        number=f"D-{key:05d}",
        line=1,
        quantity=quantity * MICRO,
        value=value,
        fallback=rate * quantity,
        lot=lot,
        follows=None if follows is None else DAY + timedelta(days=follows),
    )


def cost(events, key, method=Method.FIFO):
    pool = Pool(method)
    outcome = replay(pool, events)
    late = sum(late.value for late in outcome.late if late.outflow == key)
    return late - outcome.values[key]


@pytest.mark.parametrize(
    ("inflows", "out", "expected"),
    [
        ([(10, 1200)], 5, 600),
        ([(10, 1000), (10, 1500)], 14, 1600),
        ([(20, 200), (10, 120)], 25, 260),
    ],
)
def test_the_documented_fifo_examples(inflows, out, expected):
    events = [event(n, Kind.INFLOW, quantity, value, day=n) for n, (quantity, value) in enumerate(inflows, 1)]
    assert cost([*events, event(9, Kind.OUTFLOW, out, day=9)], 9) == expected


def test_moving_average_is_value_by_quantity_after_every_inflow():
    events = [event(1, Kind.INFLOW, 10, 100), event(2, Kind.INFLOW, 5, 150, day=1)]
    assert cost([*events, event(3, Kind.OUTFLOW, 3, day=2)], 3, Method.AVERAGE) == 50


def test_a_back_dated_receipt_changes_what_left_later():
    events = [event(1, Kind.INFLOW, 10, 1500, day=5), event(2, Kind.OUTFLOW, 5, day=9)]
    assert cost(events, 2) == 750
    assert cost([*events, event(3, Kind.INFLOW, 5, 100, day=1)], 2) == 100


def test_what_leaves_before_it_comes_is_trued_up_on_the_day_it_comes():
    pool = Pool(Method.FIFO)
    events = [event(1, Kind.OUTFLOW, 4, rate=80), event(2, Kind.INFLOW, 10, 1000, day=3)]
    outcome = replay(pool, events)
    assert outcome.values == {1: -320, 2: 1000}
    assert outcome.late == [LateCost(cause=2, outflow=1, value=80)]
    assert (pool.quantity, pool.value) == (6 * MICRO, 600)


def test_landed_cost_after_half_was_sold_moves_asset_and_cost_of_goods_sold():
    pool = Pool(Method.FIFO)
    events = [
        event(1, Kind.INFLOW, 10, 1000),
        event(2, Kind.OUTFLOW, 5, day=1),
        event(3, Kind.VALUE, 0, 100, day=2, lot=1),
    ]
    outcome = replay(pool, events)
    assert outcome.late == [LateCost(cause=3, outflow=2, value=50)]
    assert pool.value == 550


def test_goods_return_at_the_cost_at_which_they_left():
    events = [
        event(1, Kind.INFLOW, 3, 100),
        event(2, Kind.INFLOW, 10, 9000, day=1),
        event(3, Kind.OUTFLOW, 3, day=2),
        event(4, Kind.RETURN, 1, day=2, lot=3, follows=2),
        event(5, Kind.RETURN, 2, day=3, lot=3, follows=2),
    ]
    pool = Pool(Method.FIFO)
    outcome = replay(pool, events)
    assert (outcome.values[4], outcome.values[5]) == (33, 67)
    assert pool.value == 9100


def test_a_vendor_credit_gives_back_what_its_bill_brought():
    events = [
        event(1, Kind.INFLOW, 5, 500),
        event(2, Kind.INFLOW, 5, 900, day=1),
        event(3, Kind.OUTFLOW, 6, day=2, lot=2),
    ]
    assert cost(events, 3) == 900 + 100


def test_a_value_adjustment_spreads_by_value():
    pool = Pool(Method.FIFO)
    events = [event(1, Kind.INFLOW, 1, 100), event(2, Kind.INFLOW, 1, 300), event(3, Kind.VALUE, 0, -40, day=1)]
    replay(pool, events)
    assert [lot.left_value for lot in pool.lots] == [90, 270]


def test_goods_without_a_cost_take_the_average_else_the_purchase_rate():
    pool = Pool(Method.FIFO)
    events = [event(1, Kind.INFLOW, 2, rate=7), event(2, Kind.INFLOW, 2, 86, day=1), event(3, Kind.INFLOW, 1, day=2)]
    assert replay(pool, events).values == {1: 14, 2: 86, 3: 25}


def turning(*turns):
    """Return a pool that turns from method to method on days: (day, before, after)."""
    return Pool(turns[0][1], turns=tuple(Turn(DAY + timedelta(days=day), *methods) for day, *methods in turns))


def test_another_method_counts_from_its_day_on_and_takes_over_the_value():
    """behaviour.md 5.1: until day 5 first in, first out; from then on the average of what was left."""
    events = [
        event(1, Kind.INFLOW, 10, 1000),
        event(2, Kind.INFLOW, 10, 2000, day=1),
        event(3, Kind.OUTFLOW, 5, day=2),
        event(4, Kind.OUTFLOW, 5, day=5),
    ]
    assert cost(events, 4) == 500
    pool = turning((5, Method.FIFO, Method.AVERAGE))
    assert replay(pool, events).values == {1: 1000, 2: 2000, 3: -500, 4: -833}
    assert (pool.method, pool.quantity, pool.value, len(pool.lots)) == (Method.AVERAGE, 10 * MICRO, 1667, 1)


def test_what_was_carried_over_goes_first_and_shares_late_cost():
    events = [
        event(1, Kind.INFLOW, 10, 1000),
        event(2, Kind.INFLOW, 10, 2000, day=1),
        event(3, Kind.INFLOW, 10, 9000, day=5),
        event(4, Kind.OUTFLOW, 15, day=6),
        event(5, Kind.VALUE, 0, 100, day=7, lot=1),
    ]
    pool = turning((5, Method.AVERAGE, Method.FIFO))
    outcome = replay(pool, events)
    assert outcome.values[4] == -2250
    assert outcome.late == [LateCost(cause=5, outflow=0, value=50)]
    assert [(lot.left // MICRO, lot.left_value) for lot in pool.lots] == [(5, 800), (10, 9000)]


def test_a_turn_may_be_replaced_and_taken_back():
    pool = Pool(Method.FIFO)
    pool.turn_to(Method.AVERAGE, DAY)
    assert (pool.last_method, pool.beginning().method) == (Method.AVERAGE, Method.FIFO)
    pool.turn_to(Method.FIFO, DAY)
    assert (pool, pool.last_method) == (Pool(Method.FIFO), Method.FIFO)


@st.composite
def histories(draw):
    """Return events of one pool: any kinds, days and quantities; returns never exceed what left."""
    events, out = [], {}
    for key in range(1, draw(st.integers(2, 18))):
        kind = draw(st.sampled_from(COSTED))
        day, quantity = draw(st.integers(0, 6)), draw(st.integers(1, 9))
        if kind is Kind.RETURN:
            open_outflows = [k for k, left in out.items() if left[1]]
            if not open_outflows:
                continue
            origin = draw(st.sampled_from(open_outflows))
            quantity = draw(st.integers(1, out[origin][1]))
            out[origin][1] -= quantity
            events.append(event(key, kind, quantity, day=day, lot=origin, follows=out[origin][0]))
        elif kind is Kind.OUTFLOW:
            out[key] = [day, quantity]
            lots = [e.key for e in events if e.kind is Kind.INFLOW]
            lot = draw(st.sampled_from([None, *lots]))
            events.append(event(key, kind, quantity, day=day, lot=lot, rate=draw(st.sampled_from([0, 77]))))
        elif kind is Kind.VALUE:
            lots = [e.key for e in events if e.kind in {Kind.INFLOW, Kind.OPENING}]
            lot = draw(st.sampled_from([None, *lots]))
            events.append(event(key, kind, 0, draw(st.integers(-30, 100)), day=day, lot=lot))
        else:
            value = draw(st.one_of(st.integers(0, 1000), st.none()))
            events.append(event(key, kind, quantity, value, day=day))
    return events


@st.composite
def pools(draw):
    """Return an empty pool that turns from method to method up to three times."""
    pool = Pool(draw(st.sampled_from(Method)))
    for day in draw(st.lists(st.integers(0, 6), max_size=3)):
        pool.turn_to(draw(st.sampled_from(Method)), DAY + timedelta(days=day))
    return pool.beginning()


@settings(max_examples=400, deadline=None)
@given(histories(), pools())
def test_value_is_conserved_and_nothing_is_left_of_nothing(events, pool):
    outcome_value, past = 0, Past()
    for one in sorted(events, key=lambda e: e.order):
        outcome = replay(pool, [one], past)
        outcome_value += sum(outcome.values.values()) - sum(late.value for late in outcome.late)
        assert pool.value == outcome_value
        assert all(lot.left > 0 for lot in (*pool.lots, *pool.uncovered))
        assert not (pool.lots and pool.uncovered)
        if pool.quantity == 0:
            assert pool.value == 0
    signs = {Kind.OUTFLOW: -1}
    assert pool.quantity == sum(signs.get(e.kind, 1) * e.quantity for e in events)


@settings(max_examples=300, deadline=None)
@given(histories(), pools(), st.randoms(use_true_random=False))
def test_cost_does_not_depend_on_the_order_of_entry(events, pool, random):
    shuffled = random.sample(events, len(events))
    one, other = pool.beginning(), pool.beginning()
    assert replay(one, events) == replay(other, shuffled)
    assert one == other


@pytest.mark.parametrize("method", Method)
def test_what_stands_at_one_place_is_told_apart_by_what_it_says_not_by_its_id(method):
    def entered(first, second):
        alike = [
            event(first, Kind.INFLOW, 2, 50)._replace(number="7"),
            event(second, Kind.INFLOW, 2, 90)._replace(number="7"),
        ]
        return cost([*alike, event(9, Kind.OUTFLOW, 1, day=1)], 9, method)

    assert entered(1, 2) == entered(2, 1)


@settings(max_examples=300, deadline=None)
@given(histories(), pools(), st.integers(0, 18))
def test_a_replay_may_stop_and_go_on(events, pool, at):
    ordered = sorted(events, key=lambda e: e.order)
    whole, parts, past = pool.beginning(), pool.beginning(), Past()
    outcome = replay(whole, ordered)
    first = replay(parts, ordered[:at], past)
    second = replay(parts, ordered[at:], past)
    assert parts == whole
    assert to_text(from_text(to_text(parts))) == to_text(parts)
    assert first.values | second.values == outcome.values
    assert first.late + second.late == outcome.late


@pytest.mark.parametrize(("method", "name"), [(Method.FIFO, "fifo"), (Method.AVERAGE, "moving_average")])
def test_the_published_case_of_valuation(method, name):
    """japan.md 3, its test vector: what was sold has cost what the case says, and the rest is worth the rest."""
    case = json.loads(VECTORS.read_text(encoding="utf-8"))["inventory_valuation"]
    events, pool = [], Pool(method)
    for number, (move, quantity, price) in enumerate(case["moves"], start=1):
        kind = Kind.OUTFLOW if move == "sell" else Kind.INFLOW
        events.append(event(number, kind, quantity, *([quantity * price] if price else []), day=number))
    outcome = replay(pool, events)
    sold = [number for number, (move, *_rest) in enumerate(case["moves"], start=1) if move == "sell"]
    assert -sum(outcome.values[number] for number in sold) == int(case[name]["cogs"])
    assert (pool.quantity // MICRO, pool.value) == (case["ending_qty"], int(case[name]["ending"]))
