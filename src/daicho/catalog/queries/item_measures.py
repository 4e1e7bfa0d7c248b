"""What one unit of items weighs and takes up."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from daicho.catalog.core.measures import in_cubic_centimetres, in_grams
from daicho.catalog.models import Item
from daicho.kernel.context import Ctx

_COLUMNS = ("length_micro", "width_micro", "height_micro", "dimension_unit", "weight_micro", "weight_unit")


@dataclass(frozen=True, slots=True)
class ItemMeasures:
    """Measures as they were given (10^-6 of their units, None for none), and weight and volume of one unit."""

    length: int | None
    width: int | None
    height: int | None
    dimension_unit: str
    weight: int | None
    weight_unit: str

    @property
    def grams(self) -> Fraction:
        """The weight in 10^-6 grams."""
        return in_grams(self.weight, self.weight_unit)

    @property
    def volume(self) -> Fraction:
        """The volume in cubic centimetres."""
        return in_cubic_centimetres(self.length, self.width, self.height, self.dimension_unit)


def item_measures(ctx: Ctx, *, item_ids: Collection[int]) -> dict[int, ItemMeasures]:
    """Return item id → measures of those items that exist."""
    del ctx  # the organisation is in scope
    rows = Item.objects.filter(id__in=set(item_ids)).values_list("id", *_COLUMNS)
    return {item_id: ItemMeasures(*measures) for item_id, *measures in rows}
