"""Tables of the catalogue."""

from daicho.catalog.models.item import Item, ItemGroup, ItemImage, OpeningStock
from daicho.catalog.models.label import Label
from daicho.catalog.models.recipe import RecipeLine

__all__ = ["Item", "ItemGroup", "ItemImage", "Label", "OpeningStock", "RecipeLine"]
