"""The whole story of an organisation. Another kind of story is a file of its own and a line here."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from daicho.kernel.context import Ctx
from daicho.processes.history.advancing import ask_in_advance
from daicho.processes.history.assembling import put_together
from daicho.processes.history.booking import keep_books, leave_draft, open_books
from daicho.processes.history.buying import buy
from daicho.processes.history.cast import Cast
from daicho.processes.history.closing import close
from daicho.processes.history.importing import revalue
from daicho.processes.history.numbering import keep_numbers
from daicho.processes.history.offering import offer
from daicho.processes.history.selling import sell
from daicho.processes.history.sourcing import source
from daicho.processes.history.spending import spend
from daicho.processes.history.teller import Teller
from daicho.processes.history.warehousing import store

Story = Callable[[Teller, Ctx], None]
EVERYWHERE: tuple[Story, ...] = (buy, sell, source, store, put_together, keep_numbers)
IN_BOOKS: tuple[Story, ...] = (offer, ask_in_advance, keep_books, leave_draft)
IN_JAPAN: tuple[Story, ...] = (close,)
ACROSS_BORDERS: tuple[Story, ...] = (revalue,)


def tell(cast: Cast, *, start: date, told: Callable[[Decimal], None]) -> None:
    """Tell what happened from `start` until today; `told` hears from time to time what part of it is told (0 to 1)."""
    further = [*(IN_BOOKS if cast.in_books else ()), *(ACROSS_BORDERS if cast.rates else ()), spend]
    stories = [*(IN_JAPAN if cast.is_japanese else ()), *EVERYWHERE, *further]
    if cast.in_books:
        open_books(cast)
    Teller(cast, start).tell(stories, told)
