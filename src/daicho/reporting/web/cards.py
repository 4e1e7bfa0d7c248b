"""The "tied out" card of the home page: stock and books agree, with the proof behind it."""

from django.utils.translation import gettext

from daicho.kernel.money import Money
from daicho.platform.web.cards import Card, CardView, Figure
from daicho.platform.web.page import PageRequest, page_url
from daicho.reporting.queries.tied_out import tied_out


def show(request: PageRequest) -> list[CardView]:
    """Return the card that sets the value of stock beside the inventory accounts."""
    sides = tied_out(request.ctx)
    currency = request.formats.base_currency
    url = page_url(request.ctx, "report", report_name="inventoryvaluation")
    amounts = (
        (gettext("Stock value"), sides.stock_value),
        (gettext("Inventory accounts"), sides.inventory_accounts),
    )
    figures = tuple(Figure(label, request.formats.money(Money(minor, currency)), url) for label, minor in amounts)
    note = gettext("Tied out: both are the same.") if sides.agrees else gettext("They differ: run daicho verify.")
    return [
        CardView(gettext("Stock and books"), "circle-check" if sides.agrees else "alert-triangle", figures, url, note)
    ]


CARDS = [Card("reports.view", show)]
