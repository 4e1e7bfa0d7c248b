"""Composite items for tests."""

from daicho.catalog.commands.create_item import create_item
from daicho.catalog.core.item import ITEM_TYPE_OF, ItemFields
from daicho.kernel.context import Ctx
from daicho.kernel.measure import MICRO


def make_composite(
    ctx: Ctx, components: dict[int, int], name: str = "Gift box", *, combo_type: str = "assembly", **fields: object
) -> int:
    """Create a composite item of `components` (item id → whole quantity for one) sold at 2000, and return its id."""
    given: ItemFields = {
        "name": name,
        "combo_type": combo_type,
        "item_type": ITEM_TYPE_OF[combo_type],
        "rate_micro": 2000 * MICRO,
        "components": [
            {"item_id": item_id, "quantity_micro": quantity * MICRO} for item_id, quantity in components.items()
        ],
        **fields,
    }
    return create_item(ctx, fields=given)
