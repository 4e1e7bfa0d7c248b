"""The tab "Stock" of a document: what it moved and what that is worth. Any package gives it to its records."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.measure import Quantity
from daicho.platform.web.detail import Tab
from daicho.platform.web.page import PageRequest, find_page_url
from daicho.stock.core.movement import BETWEEN_LOCATIONS
from daicho.stock.queries.stock_effects import StockEffect, stock_effects
from daicho.stock.web.words import KINDS


def effects_tab(request: PageRequest, kind: str, source_id: int) -> Tab:
    """Return the tab of a document's movements; they are read only when it is open."""
    return Tab("stock", _("Stock"), "stock/_effects.html", more=lambda: _shown(request, kind, source_id))


def _shown(request: PageRequest, kind: str, source_id: int) -> Mapping[str, object]:
    return {"effects": [_row(request, effect) for effect in stock_effects(request.ctx, kind=kind, source_id=source_id)]}


def _row(request: PageRequest, effect: StockEffect) -> dict[str, object]:
    formats = request.formats
    sign = "+" if effect.quantity > 0 else ""
    return {
        "item": effect.item_name,
        "url": find_page_url(request.ctx, "item", item_id=effect.item_id)
        if request.ctx.actor.may("items.view")
        else "",
        "location": effect.location_name,
        "kind": str(KINDS[effect.kind]),
        "day": formats.date(effect.day),
        "quantity": f"{sign}{formats.quantity(Quantity(effect.quantity))}" if effect.quantity else "",
        "value": "" if effect.kind in BETWEEN_LOCATIONS else formats.money(effect.value),
        "lots": [
            {
                "number": lot.number or gettext("Opening stock"),
                "day": formats.date(lot.day),
                "quantity": formats.quantity(Quantity(lot.quantity)),
                "value": formats.money(lot.value),
            }
            for lot in effect.lots
        ],
        "later": [
            {
                "number": row.number or gettext("Opening stock"),
                "day": formats.date(row.day),
                "value": formats.money(row.value),
            }
            for row in effect.later
        ],
    }
