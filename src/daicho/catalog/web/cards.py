"""What the home page says of items."""

from django.utils.translation import gettext

from daicho.catalog.queries.low_stock_count import low_stock_count
from daicho.platform.web.cards import Card, CardView, Figure
from daicho.platform.web.list_parts import COUNTED, counted_text
from daicho.platform.web.page import PageRequest, page_url


def show_low_stock(request: PageRequest) -> list[CardView]:
    """Return the card of items to be ordered again."""
    count = low_stock_count(request.ctx, count_to=COUNTED + 1)
    url = page_url(request.ctx, "items") + "?view=low"
    figure = Figure(gettext("at or below the reorder point"), counted_text(count), url)
    note = "" if count else gettext("Nothing has to be ordered again.")
    return [CardView(gettext("To be ordered again"), "alert-triangle", (figure,), url, note)]


LOW_STOCK = Card("items.view", show_low_stock)
