"""Tables of the catalogue."""

from daicho.catalog.models.item import Item, ItemGroup, ItemImage, OpeningStock

__all__ = ["Item", "ItemGroup", "ItemImage", "OpeningStock"]
