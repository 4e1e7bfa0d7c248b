"""Tax exemptions that items refer to."""

from collections.abc import Collection

from django.db.models import Q

from daicho.catalog.models import Item
from daicho.kernel.context import Ctx


def uses_exemptions(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
    """Return those of the tax exemptions `ids` that an item names."""
    del ctx  # the organisation is in scope
    condition = Q(tax_exemption_id__in=ids) | Q(purchase_tax_exemption_id__in=ids)
    rows = Item.objects.filter(condition).values_list("tax_exemption_id", "purchase_tax_exemption_id").distinct()
    return {exemption_id for row in rows for exemption_id in row if exemption_id} & set(ids)
