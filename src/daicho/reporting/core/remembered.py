"""What records and settlements said at a moment in the past, found by taking back what was done to them since.

The audit trail keeps before and after of every change. What was done since is taken back, the latest first.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Ref = tuple[str, int]
"""A record by its kind and id: ("invoice", 1)."""
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done to a record: a row of the audit trail."""

    ref: Ref
    action: str
    before: Values
    after: Values


@dataclass(frozen=True, slots=True)
class Settled:
    """Some of a payment or credit `source` that settles the document `target_id` on `day`, in its minor units."""

    source: Ref
    target_id: int
    day: date
    amount: int


def remembered_uses(now: Iterable[Settled], since: Sequence[Done]) -> list[Settled]:
    """Return the settlements as they were before `since` was done; `now` are those that there are.

    `since` is in the order of time. A payment that was created since settled nothing.
    """
    by_source: dict[Ref, list[Settled]] = defaultdict(list)
    for use in now:
        by_source[use.source].append(use)
    for done in reversed(since):
        if done.action == "created":
            by_source[done.ref] = []
        elif "uses" in done.before:
            by_source[done.ref] = [_use(done.ref, values) for values in done.before["uses"]]
        elif done.action == "released":
            by_source[done.ref].append(_use(done.ref, done.before))
        elif done.action == "applied" and (made := _use(done.ref, done.after)) in by_source[done.ref]:
            by_source[done.ref].remove(made)
    return [use for uses in by_source.values() for use in uses]


def remembered_records(now: Mapping[int, Values], since: Sequence[Done]) -> dict[int, Values]:
    """Return id → values as they were before `since` was done, of the records that there were then.

    `now` are the values of those that there are and to which something was done; `since` is in the order of time.
    """
    found: dict[int, Values | None] = dict(now)
    for done in reversed(since):
        record_id = done.ref[1]
        found[record_id] = None if done.action == "created" else {**(found.get(record_id) or {}), **done.before}
    return {record_id: values for record_id, values in found.items() if values is not None}


def remembered_values(since: Iterable[Done], name: str) -> dict[Ref, Any]:
    """Return record → the value `name` that it had before `since` was done, for those of which it changed."""
    values: dict[Ref, Any] = {}
    for done in since:
        if name in done.before:
            values.setdefault(done.ref, done.before[name])
    return values


def _use(source: Ref, values: Values) -> Settled:
    amount = values["amount_minor"] + values.get("withheld_minor", 0)
    return Settled(source, int(values["target_id"]), date.fromisoformat(values["date"]), amount)
