"""How late open amounts are: buckets of days after the due day (INTERFACE.md §5, japan.md REP-05)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

SHORT, LONG = 15, 30
"""Days of a bucket: those of the API, and those of Japanese screens."""
INTERVALS = (SHORT, LONG)
CURRENT, TOTAL = "current", "total"


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What is open of one record of a contact, in minor units of the base currency; negative where it lowers the rest.

    `due` is the day on which it is to be paid: a record without one is due on its own `day`.
    """

    contact_id: int
    kind: str
    source_id: int
    number: str
    day: date
    due: date | None
    amount: int

    def days_late(self, day: date) -> int:
        """Return the days by which it is late at the end of `day`, 0 for none. What lowers the rest is never late."""
        return max((day - (self.due or self.day)).days, 0) if self.amount > 0 else 0


def bucket_keys(interval: int) -> tuple[str, ...]:
    """Return the buckets of `interval` days: current, three of that many days, and the rest."""
    spans = [f"days_{interval * place + 1}_{interval * (place + 1)}" for place in range(3)]
    return (CURRENT, *spans, f"days_over_{interval * 3}")


def bucket_of(days_late: int, interval: int) -> str:
    """Return the bucket of what is late by that many days."""
    return bucket_keys(interval)[min(-(-days_late // interval), 4)]


def aged(items: Sequence[OpenItem], day: date, interval: int) -> dict[int, dict[str, int]]:
    """Return contact → bucket → what is open at the end of `day`, with their total."""
    keys = (*bucket_keys(interval), TOTAL)
    found: dict[int, dict[str, int]] = {}
    for item in items:
        amounts = found.setdefault(item.contact_id, dict.fromkeys(keys, 0))
        amounts[bucket_of(item.days_late(day), interval)] += item.amount
        amounts[TOTAL] += item.amount
    return found


def with_rest(items: Sequence[OpenItem], balances: Mapping[int, int], day: date) -> list[OpenItem]:
    """Return the items, and what each contact's balance holds besides, which stands for itself on `day`.

    There is such a rest only where the trail of what was done does not tell all: people shall see it, not a guess.
    """
    rest = dict(balances)
    for item in items:
        rest[item.contact_id] = rest.get(item.contact_id, 0) - item.amount
    others = [OpenItem(contact_id, "", 0, "", day, None, amount) for contact_id, amount in rest.items() if amount]
    return [*items, *others]
