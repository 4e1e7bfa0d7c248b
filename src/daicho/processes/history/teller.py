"""Tells the story: one unit of work a day, what was planned for the day in the order of planning."""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from daicho.contacts.queries.due_date import due_date
from daicho.kernel.context import Ctx
from daicho.platform.memory import steady
from daicho.platform.work import unit_of_work
from daicho.processes.history.calendar import busyness, working_days
from daicho.processes.history.cast import Article, Cast, Party

Telling = Callable[[Ctx], None]
"""Something that happens; the context's `today` is the day on which it does."""
_MORNING = time(10, 0)
_DAYS_A_MONTH = 21


def chance(dice: Random, per_mille: int) -> bool:
    """Tell whether something happens that happens so many times in a thousand."""
    return dice.randrange(1000) < per_mille


@dataclass(order=True, slots=True)
class _Event:
    day: date
    number: int
    tell: Telling = field(compare=False)


class Teller:
    """What has happened so far, and what is planned.

    `stock` counts, by item, what may still be promised; `coming` what was ordered and is not billed yet; `with_credit`
    are those who have something unused with us, or we with them; `away` is what lies in the second warehouse.
    """

    def __init__(self, cast: Cast, start: date) -> None:
        """Begin on `start`."""
        self.cast = cast
        self.start = start
        self.today = cast.owner.today
        self.stock = Counter({article.item_id: article.opening for article in cast.articles})
        self.coming: Counter[int] = Counter()
        self.with_credit: set[Party] = set()
        self.away: tuple[Article, ...] = ()
        self.done: set[object] = set()
        self._counts: Counter[str] = Counter()
        self._bundles: dict[tuple[str, Party, date], list[int]] = {}
        self._events: list[_Event] = []
        self._numbers = 0

    def at(self, day: date, tell: Telling) -> None:
        """Plan something for the first working day from `day` on; nothing where that is still to come."""
        if day > self.today:
            return
        self._numbers += 1
        heapq.heappush(self._events, _Event(day, self._numbers, tell))

    def dice(self, story: str, day: date, place: object = "") -> Random:
        """Return the chances of a story on a day, the same for the same number of days before today."""
        return Random(f"{self.cast.key}/{story}/{(self.today - day).days}/{place}")  # noqa: S311 - the same every time

    def count(self, dice: Random, monthly: Decimal, day: date) -> int:
        """Return how often something happens on `day` that happens `monthly` times in an ordinary month."""
        wanted = monthly * busyness(self.cast.country, day, self.today) / _DAYS_A_MONTH
        return int(wanted) + chance(dice, int(wanted % 1 * 1000))

    def next(self, what: str) -> int:
        """Return 1 for the first of something, then 2, and so on."""
        self._counts[what] += 1
        return self._counts[what]

    def once(self, what: object) -> bool:
        """Tell whether something is done for the first time."""
        is_first = what not in self.done
        self.done.add(what)
        return is_first

    def never(self, what: object) -> bool:
        """Tell whether something has not been done yet: what is rare happens for the first time in the first weeks."""
        return what not in self.done

    def bundle(self, story: str, party: Party, day: date) -> list[int]:
        """Return the documents that a story does something with, for one party on one day, to be added to."""
        return self._bundles.setdefault((story, party, day), [])

    def due(self, ctx: Ctx, party: Party) -> date:
        """Return when what is dealt with a party today falls due."""
        return due_date(ctx, terms=party.terms, day=ctx.today)

    def tell(self, stories: Sequence[Callable[["Teller", Ctx], None]], told: Callable[[Decimal], None]) -> None:
        """Tell the stories until today; `told` hears after each day what part of the days is told (0 to 1)."""
        days = working_days(self.cast.country, self.start, self.today)
        with steady():
            for number, day in enumerate(days, start=1):
                ctx = self._on(day)
                with unit_of_work(ctx):
                    for story in stories:
                        story(self, ctx)
                    for event in self._due_events(day):
                        event(ctx)
                told(Decimal(number) / len(days))

    def seller(self, ctx: Ctx) -> Ctx:
        """Return the context of who sells on the same day."""
        return replace(ctx, actor=self.cast.seller.actor)

    def _due_events(self, day: date) -> Iterable[Telling]:
        while self._events and self._events[0].day <= day:
            yield heapq.heappop(self._events).tell

    def _on(self, day: date) -> Ctx:
        owner = self.cast.owner
        moment = datetime.combine(day, _MORNING, tzinfo=ZoneInfo(owner.time_zone)).astimezone(UTC)
        return replace(owner, now=min(moment, owner.now), today=day)
