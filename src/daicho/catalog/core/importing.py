"""An item as a file describes it."""

from daicho.catalog.core.item import ItemFields


class ItemRow(ItemFields, total=False):
    """One record of an import. Opening stock is for new items only."""

    is_active: bool
