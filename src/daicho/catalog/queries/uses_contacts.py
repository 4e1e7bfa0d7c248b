"""Contacts that items name as their preferred vendor."""

from collections.abc import Collection

from daicho.catalog.models import Item
from daicho.kernel.context import Ctx


def uses_contacts(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
    """Return those of the contacts `ids` that are the preferred vendor of an item."""
    del ctx  # the organisation is in scope
    rows = Item.objects.filter(vendor_id__in=ids).values_list("vendor_id", flat=True).distinct()
    return {vendor_id for vendor_id in rows if vendor_id is not None}
