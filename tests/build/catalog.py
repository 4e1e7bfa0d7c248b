"""Items for tests. The organisation has a chart (tests/build/ledger.py)."""

from daicho.catalog.commands.create_item import create_item
from daicho.catalog.core.item import ItemFields
from daicho.kernel.context import Ctx


def make_item(ctx: Ctx, name: str = "Green tea", **fields: object) -> int:
    """Create a tracked item sold at 500 and bought at 300, and return its id."""
    given: ItemFields = {
        "name": name,
        "item_type": "inventory",
        "rate_micro": 500 * 10**6,
        "purchase_rate_micro": 300 * 10**6,
        **fields,
    }
    return create_item(ctx, fields=given)
