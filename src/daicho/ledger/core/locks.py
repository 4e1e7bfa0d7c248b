"""Locked days (behaviour.md 7.1): on or before the lock date nothing is created, changed, deleted or voided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from hashlib import sha256


class Scope(IntEnum):
    """What a lock covers; the numbers are those of the wire (`lock_scope`)."""

    ALL = 0
    SALES = 1
    PURCHASES = 2
    BANKING = 3
    ACCOUNTS = 4


_SCOPES = {
    **dict.fromkeys(
        ("invoice", "creditnote", "customerpayment", "debitnote", "retainerinvoice", "salesreceipt"), Scope.SALES
    ),
    **dict.fromkeys(("expense", "bill", "vendorcredit", "vendorpayment"), Scope.PURCHASES),
    "banktransaction": Scope.BANKING,
}


def scope_of(source_kind: str) -> Scope:
    """Return the module group of a kind of document (behaviour.md 7.1); what is in no other belongs to accounts."""
    return _SCOPES.get(source_kind, Scope.ACCOUNTS)


@dataclass(frozen=True, slots=True)
class Lock:
    """Everything of `scope` up to and including `until` is locked, but for the days of `opened` and for `exempt`."""

    scope: Scope
    until: date
    opened: tuple[date, date] | None = None
    exempt: frozenset[int] = frozenset()


def blocking_lock(locks: Sequence[Lock], scope: Scope, day: date, user_id: int | None = None) -> Lock | None:
    """Return the lock by which `user_id` may not post to `day` in module group `scope`, None where the day is open."""
    return next(
        (
            lock
            for lock in locks
            if lock.scope in {Scope.ALL, scope}
            and day <= lock.until
            and not (lock.opened and lock.opened[0] <= day <= lock.opened[1])
            and user_id not in lock.exempt
        ),
        None,
    )


def is_locked(locks: Sequence[Lock], scope: Scope, day: date, user_id: int | None = None) -> bool:
    """Tell whether `user_id` may not post to `day` in module group `scope`."""
    return blocking_lock(locks, scope, day, user_id) is not None


def first_open_day(locks: Sequence[Lock], scope: Scope, day: date) -> date:
    """Return `day`, or the first day after it on which `scope` is open: where later differences are posted."""
    applicable = [lock.until for lock in locks if lock.scope in {Scope.ALL, scope}]
    return max([day, *(until + timedelta(days=1) for until in applicable if day <= until)])


def digest(locks: Sequence[Lock]) -> str:
    """Return what is the same for the same locks alone; nothing where there are none."""
    told = sorted((lock.scope, lock.until, lock.opened, sorted(lock.exempt)) for lock in locks)
    return sha256(repr(told).encode()).hexdigest() if told else ""
