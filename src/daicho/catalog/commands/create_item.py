"""A new item."""

from daicho.catalog.commands._item_values import item_values
from daicho.catalog.commands._labels import keep_labels
from daicho.catalog.commands._opening_stock import follow_opening_stock
from daicho.catalog.commands._recipe import keep_recipe
from daicho.catalog.core.item import ItemFields
from daicho.catalog.models import Item, OpeningStock
from daicho.kernel.context import Ctx
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.work import unit_of_work


def create_item(ctx: Ctx, *, fields: ItemFields) -> int:
    """Create an item and return its id.

    Accounts that are not given are the defaults sales, cost of goods sold and inventory asset, as far as the item's
    type needs them. Opening stock is posted by the stock engine. A composite item (`combo_type`) has `components`.
    Raises InvalidInput with every fault at once.
    """
    ctx.require("items.create")
    with unit_of_work(ctx) as unit:
        values = item_values(ctx, fields, None)
        item = Item(organization_id=ctx.organization_id, created_at=ctx.now, modified_at=ctx.now, **values)
        Item.objects.bulk_create([item])
        keep_labels(ctx, [values])
        components = fields.get("components", [])
        if components:
            keep_recipe(ctx, item.id, components)
        opening = [row for row in fields.get("opening_stock", []) if row["quantity_micro"]]
        OpeningStock.objects.bulk_create(
            OpeningStock(organization_id=ctx.organization_id, item=item, **row) for row in opening
        )
        follow_opening_stock(ctx, [item.id] if opening else [], is_new=True)
        custom = set_custom_values(
            ctx, entity="item", entity_id=item.id, given=fields.get("custom_fields"), is_new=True
        )
        shown = {
            column: value for column, value in values.items() if value not in ("", None) and column != "search_text"
        }
        item_id: int = item.id
        recipe = {"components": list(components)} if components else {}
        unit.record("item", item_id, "created", after={**shown, **recipe, **custom})
    return item_id
