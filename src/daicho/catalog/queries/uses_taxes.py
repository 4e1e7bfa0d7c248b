"""Taxes that items refer to."""

from collections.abc import Collection

from django.db.models import Q

from daicho.catalog.models import Item
from daicho.kernel.context import Ctx


def uses_taxes(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
    """Return those of the taxes `ids` that an item names."""
    del ctx  # the organisation is in scope
    rows = Item.objects.filter(Q(tax_id__in=ids) | Q(purchase_tax_id__in=ids)).values_list("tax_id", "purchase_tax_id")
    return {tax_id for row in rows.distinct() for tax_id in row} & set(ids)
