"""Items to choose from while typing."""

from typing import Literal

from django.db.models import Q

from daicho.catalog.core.search import folded
from daicho.catalog.models import Item
from daicho.catalog.queries.item_card import ItemCard, item_card
from daicho.kernel.context import Ctx

_TYPES = {
    "sale": ("inventory", "sales", "sales_and_purchases"),
    "purchase": ("inventory", "purchases", "sales_and_purchases"),
}


def item_choices(
    ctx: Ctx,
    *,
    text: str,
    purpose: Literal["sale", "purchase"] | None = None,
    combo_type: str = "",
    limit: int = 20,
) -> list[ItemCard]:
    """Return up to `limit` active items whose name (either kana) or codes hold every word of `text`.

    `purpose` and `combo_type` narrow to what is sold or bought, and to composite items of a kind.
    An exact SKU or barcode comes first, then by name.
    """
    rows = Item.objects.filter(is_active=True)
    if purpose:
        rows = rows.filter(item_type__in=_TYPES[purpose])
    if combo_type:
        rows = rows.filter(combo_type=combo_type)
    condition = Q()
    for word in folded(text).split():
        condition &= Q(search_text__contains=word)
    code = text.strip()
    exact = Q(sku__iexact=code) | Q(ean=code) | Q(upc=code) | Q(isbn=code) if code else Q(pk__in=[])
    first = list(rows.filter(exact).order_by("name", "id").values_list("id", flat=True)[:limit])
    others = rows.filter(condition).exclude(id__in=first).order_by("name", "id").values_list("id", flat=True)
    ids = [*first, *others[: limit - len(first)]]
    cards = item_card(ctx, item_ids=ids)
    return [cards[item_id] for item_id in ids]
