"""Items that commands of this package change."""

from collections.abc import Collection, Sequence

from daicho.catalog.models import Item, ItemGroup
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _


def locked_items(item_ids: Collection[int]) -> Sequence[Item]:
    """Return these items for changing, in the order of their ids. Raises NotFound where one is missing."""
    rows = list(Item.objects.select_for_update().filter(id__in=set(item_ids)).order_by("id"))
    if len(rows) < len(set(item_ids)):
        raise NotFound(_("Item does not exist."))
    return rows


def locked_item(item_id: int) -> Item:
    """Return an item for changing. Raises NotFound."""
    return locked_items([item_id])[0]


def locked_group(group_id: int) -> ItemGroup:
    """Return an item group for changing. Raises NotFound."""
    row = ItemGroup.objects.select_for_update().filter(id=group_id).first()
    if row is None:
        raise NotFound(_("Item group does not exist."))
    return row
