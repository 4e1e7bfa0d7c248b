"""The cards of the home pages, in their order."""

from collections.abc import Mapping, Sequence

from daicho.catalog.web.cards import LOW_STOCK
from daicho.kernel.context import Application
from daicho.platform.web.cards import Card
from daicho.reporting.web.cards import BOOKS, OWED, TIED_OUT, TOP_ITEMS, TRADE
from daicho.reporting.web.work_cards import ORDERS, UNFINISHED

CARDS: Mapping[Application, Sequence[Card]] = {
    "inventory": (ORDERS, LOW_STOCK, TRADE, TOP_ITEMS, OWED, UNFINISHED, TIED_OUT),
    "books": (OWED, UNFINISHED, BOOKS, TRADE, TOP_ITEMS, TIED_OUT),
}
