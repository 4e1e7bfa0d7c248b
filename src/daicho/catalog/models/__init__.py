"""Tables of the catalogue."""

from daicho.catalog.models.item import Item, ItemGroup, ItemImage, OpeningStock
from daicho.catalog.models.label import Label

__all__ = ["Item", "ItemGroup", "ItemImage", "Label", "OpeningStock"]
