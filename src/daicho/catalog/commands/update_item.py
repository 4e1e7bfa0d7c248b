"""Changing an item."""

from daicho.catalog.commands._item_values import DEFAULTS, item_values
from daicho.catalog.commands._labels import keep_labels
from daicho.catalog.commands._opening_stock import replace_opening_stock
from daicho.catalog.commands._recipe import keep_recipe, lock_recipes, recipe_snapshot
from daicho.catalog.commands._valuation import follow_valuation
from daicho.catalog.commands.locks import locked_item
from daicho.catalog.core.item import ItemFields
from daicho.catalog.models import Item, OpeningStock
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.usage import in_use
from daicho.platform.work import unit_of_work


def update_item(ctx: Ctx, *, item_id: int, fields: ItemFields) -> None:
    """Change an item; absent keys stay.

    Whether an item with transactions is kept in stock cannot be changed any more (RuleBroken 4201, behaviour.md 2.2).
    Another valuation method counts from the first day of a fiscal year on (behaviour.md 5.1).
    Opening stock and components that are given replace what was there. Whether an item is composite stays as it is
    (4203): documents and recipes rely on it. Raises NotFound, InvalidInput.
    """
    ctx.require("items.edit")
    with unit_of_work(ctx) as unit:
        if "components" in fields:
            lock_recipes()
        item = locked_item(item_id)
        _check_composite(item, fields)
        values = item_values(ctx, fields, item)
        if (values["item_type"] == "inventory") != (item.item_type == "inventory"):
            _check_retracking(ctx, item, values)
        before: dict[str, object] = {column: getattr(item, column) for column in DEFAULTS}
        Item.objects.filter(id=item_id).update(**values, modified_at=ctx.now)
        keep_labels(ctx, [values])
        method = str(values["inventory_valuation_method"])
        if method != item.inventory_valuation_method:
            follow_valuation(ctx, item_id, method)
        if "opening_stock" in fields:
            replace_opening_stock(ctx, item_id, fields["opening_stock"])
        if "components" in fields:
            before["components"] = recipe_snapshot(item_id)
            keep_recipe(ctx, item_id, fields["components"])
            values["components"] = recipe_snapshot(item_id)
        custom = set_custom_values(
            ctx, entity="item", entity_id=item_id, given=fields.get("custom_fields"), is_new=False
        )
        changed = [column for column in before if before[column] != values[column]]
        unit.record(
            "item",
            item_id,
            "updated",
            before={column: before[column] for column in changed},
            after={**{column: values[column] for column in changed}, **custom},
        )


def _check_composite(item: Item, fields: ItemFields) -> None:
    if fields.get("combo_type", item.combo_type) != item.combo_type:
        message = _("Whether an item is ordinary, an assembly or a kit cannot be changed. Make a new item.")
        raise RuleBroken(4203, message)


def _check_retracking(ctx: Ctx, item: Item, values: dict[str, object]) -> None:
    stocked = OpeningStock.objects.filter(item_id=item.id, quantity_micro__gt=0).exists()
    if in_use(ctx, entity="item", ids=[item.id]) or (stocked and values["item_type"] != "inventory"):
        raise RuleBroken(
            4201,
            _("'%(name)s' has transactions or opening stock: whether it is kept in stock cannot be changed."),
            {"name": item.name},
        )
