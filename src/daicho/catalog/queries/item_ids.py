"""Items by their SKUs and names."""

from collections.abc import Collection

from django.db.models import Q

from daicho.catalog.models import Item
from daicho.kernel.context import Ctx

_CHUNK = 300


def item_ids(ctx: Ctx, *, names: Collection[str]) -> dict[str, int]:
    """Return SKU or name → id of the active items called so; a SKU wins over a name, of two names the older item."""
    del ctx  # the organisation is in scope
    wanted = sorted(names)
    by_name: dict[str, int] = {}
    by_sku: dict[str, int] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        rows = Item.objects.filter(Q(sku__in=chunk) | Q(name__in=chunk), is_active=True).order_by("-id")
        for item_id, name, sku in rows.values_list("id", "name", "sku"):
            by_name[name] = item_id
            if sku:
                by_sku[sku] = item_id
    return by_name | by_sku
