"""The recipe of a composite item: checked, and kept."""

from collections.abc import Iterable, Sequence
from typing import Any

from daicho.catalog.core.item import ComponentFields, ItemFields
from daicho.catalog.core.recipe import Component, Composite, recipe_errors
from daicho.catalog.models import Item, RecipeLine
from daicho.catalog.queries.item_card import item_card
from daicho.catalog.queries.recipes_below import recipes_below
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError
from daicho.kernel.text import noop as _


def lock_recipes() -> None:
    """Let nobody else change a recipe meanwhile: two changes could close a circle that neither of them sees."""
    list(Item.objects.select_for_update().filter(combo_type="assembly").order_by("id").values_list("id"))


def recipe_faults(ctx: Ctx, fields: ItemFields, combo_type: str, current: Any) -> Iterable[FieldError]:
    """Yield what is wrong with the components that are given; a new composite item needs some."""
    lines = fields.get("components")
    if lines is None and (current is not None or not combo_type):
        return
    if not combo_type:
        if lines:
            yield FieldError("mapped_items", _("Only a composite item is made of others."))
        return
    named = {line.get("item_id") or 0 for line in lines or ()}
    known = {
        item_id: Component(
            card.name, card.combo_type, card.is_tracked, card.is_active, card.can_be_purchased, card.tracking
        )
        for item_id, card in item_card(ctx, item_ids=named).items()
    }
    kept = _rows(current.id).values_list("item_id", flat=True) if current else ()
    composite = Composite(current.id if current else 0, combo_type, frozenset(kept))
    yield from recipe_errors(lines or (), composite, known, recipes_below(ctx, item_ids=known) if current else {})


def keep_recipe(ctx: Ctx, item_id: int, lines: Sequence[ComponentFields]) -> None:
    """Keep `lines` in place of the recipe; lines of components that stay keep their ids."""
    ids = dict(_rows(item_id).values_list("item_id", "id"))
    _rows(item_id).delete()
    RecipeLine.objects.bulk_create(
        RecipeLine(
            organization_id=ctx.organization_id,
            composite_id=item_id,
            position=position,
            item_id=line["item_id"],
            quantity_micro=line["quantity_micro"],
            **({"id": ids[line["item_id"]]} if line["item_id"] in ids else {}),
        )
        for position, line in enumerate(lines, start=1)
    )


def recipe_snapshot(item_id: int) -> list[dict[str, int]]:
    """Return the recipe as plain values, for the item's history."""
    rows = _rows(item_id).order_by("position").values_list("item_id", "quantity_micro")
    return [{"item_id": component, "quantity_micro": quantity} for component, quantity in rows]


def _rows(item_id: int) -> Any:
    return RecipeLine.objects.filter(composite_id=item_id)
