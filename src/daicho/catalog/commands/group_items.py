"""Putting items into a group."""

from collections.abc import Sequence
from typing import TypedDict

from daicho.catalog.commands.locks import locked_group, locked_items
from daicho.catalog.commands.update_item import update_item
from daicho.catalog.core.item import ItemFields, group_errors
from daicho.catalog.models import ItemGroup
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput
from daicho.platform.work import unit_of_work

_ATTRIBUTES = ("attribute_name1", "attribute_name2", "attribute_name3")


class GroupFields(TypedDict, total=False):
    """What may be said about a group; an absent key means unchanged."""

    name: str
    unit: str
    attribute_name1: str
    attribute_name2: str
    attribute_name3: str


def group_items(ctx: Ctx, *, group_id: int, fields: GroupFields, items: Sequence[tuple[int, ItemFields]] = ()) -> None:
    """Change a group and make `items` (id, further changes) its members. Raises NotFound, InvalidInput."""
    ctx.require("items.edit")
    with unit_of_work(ctx) as unit:
        group = locked_group(group_id)
        before = {name: getattr(group, name) for name in ("name", "unit", *_ATTRIBUTES)}
        after = {**before, **{name: str(value).strip() for name, value in fields.items()}}
        errors = list(group_errors(after["name"], {name: after[name] for name in _ATTRIBUTES}))
        if errors:
            raise InvalidInput(errors)
        ItemGroup.objects.filter(id=group_id).update(**after, modified_at=ctx.now)
        locked_items([item_id for item_id, _changes in items])
        for item_id, changes in items:
            update_item(ctx, item_id=item_id, fields={**changes, "group_id": group_id})
        unit.record("itemgroup", group_id, "updated", before=before, after=after)
