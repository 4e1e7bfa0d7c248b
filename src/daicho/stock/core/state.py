"""A pool's state as text, for keeping. What took from a lot is kept as lot uses, not here."""

import json
from collections import deque
from datetime import date

from daicho.stock.core.costing import Method, Pool, Turn
from daicho.stock.core.event import Order
from daicho.stock.core.lot import Lot


def to_text(pool: Pool) -> str:
    """Return the pool's state as JSON."""
    return json.dumps(  # noqa: TID251 - a core imports no library
        {
            "method": pool.method,
            "last": pool.last,
            "lots": [_numbers(lot) for lot in pool.lots],
            "uncovered": [_numbers(lot) for lot in pool.uncovered],
            **(_turns(pool) if pool.turns else {}),
        }
    )


def from_text(text: str) -> Pool:
    """Return the pool that `to_text` described."""
    state = json.loads(text)
    return Pool(
        Method(state["method"]),
        deque(Lot(*numbers) for numbers in state["lots"]),
        deque(Lot(*numbers) for numbers in state["uncovered"]),
        tuple(state["last"]) if state["last"] else None,
        tuple(Turn(date.fromisoformat(day), Method(old), Method(new)) for day, old, new in state.get("turns", [])),
        state.get("turned", 0),
        state.get("carried", 0),
    )


def order_text(order: Order) -> str:
    """Return a place as JSON."""
    return json.dumps(  # noqa: TID251 - a core imports no library
        [int(order[0]), order[1].isoformat(), *order[2:]]
    )


def order_from(text: str) -> Order:
    """Return the place that `order_text` described."""
    flag, day, phase, number, line, content, key = json.loads(text)
    return (flag, date.fromisoformat(day), phase, number, line, tuple(content), key)


def _numbers(lot: Lot) -> tuple[int, int, int, int]:
    return lot.key, lot.quantity, lot.value, lot.taken


def _turns(pool: Pool) -> dict[str, object]:
    turns = [(turn.day.isoformat(), turn.before, turn.after) for turn in pool.turns]
    return {"turns": turns, "turned": pool.turned, "carried": pool.carried}
