"""The tab "Recipe" of a composite item."""

from collections.abc import Mapping

from daicho.catalog.core.recipe import whole_sets
from daicho.catalog.queries.recipe import RecipePart, recipe
from daicho.catalog.queries.stock_figures import stock_figures
from daicho.kernel.measure import Quantity, Rate, extend
from daicho.platform.web.page import PageRequest, page_url


def recipe_context(request: PageRequest, item_id: int) -> Mapping[str, object]:
    """Return the components, how much of each is there, and how many could be made of that."""
    parts = recipe(request.ctx, item_ids=[item_id]).get(item_id, [])
    stock = stock_figures(request.ctx, item_ids=[part.card.item_id for part in parts if part.card.is_tracked])
    on_hand = {found: stock[found].figures.on_hand for found in stock}
    rows = [_row(request, part, on_hand.get(part.card.item_id)) for part in parts]
    possible = whole_sets(
        (on_hand[part.card.item_id], part.quantity_micro) for part in parts if part.card.item_id in on_hand
    )
    return {"recipe": rows, "possible": request.formats.quantity(Quantity(possible))}


def _row(request: PageRequest, part: RecipePart, on_hand: int | None) -> dict[str, object]:
    formats, card = request.formats, part.card
    quantity = Quantity(part.quantity_micro)
    cost = extend(quantity, Rate(card.purchase_rate_micro), formats.base_currency)
    return {
        "name": card.name,
        "sku": card.sku,
        "is_active": card.is_active,
        "url": page_url(request.ctx, "item", item_id=card.item_id),
        "quantity": f"{formats.quantity(quantity)} {card.unit}".strip(),
        "on_hand": "" if on_hand is None else formats.quantity(Quantity(on_hand)),
        "sets": "" if on_hand is None else formats.quantity(Quantity(whole_sets([(on_hand, part.quantity_micro)]))),
        "cost": formats.money(cost),
    }
