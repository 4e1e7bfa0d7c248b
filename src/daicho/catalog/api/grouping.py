"""Operations that put items into groups and take them out."""

from typing import Any

from daicho.catalog.api.schemas import GroupingInput, MemberInput, MoveInput
from daicho.catalog.commands.group_items import GroupFields, group_items
from daicho.catalog.commands.ungroup_items import ungroup_items
from daicho.catalog.core.item import ItemFields
from daicho.catalog.queries.composite_detail import composite_detail
from daicho.kernel.errors import InvalidInput, missing
from daicho.kernel.text import noop as _
from daicho.platform.wire.operation import Answer, Call, Done, Operation

_GROUP_NAMES = {
    "group_name": "name",
    "unit": "unit",
    "attribute_name1": "attribute_name1",
    "attribute_name2": "attribute_name2",
    "attribute_name3": "attribute_name3",
}


def _group(call: Call[GroupingInput]) -> Answer:
    members = [(member.item_id, _member_fields(member)) for member in call.body.items]
    group_id = call.record_id("group_id", _("Item group"))
    group_items(call.ctx, group_id=group_id, fields=_group_fields(call.body), items=members)
    return Done(_("The items have been grouped."))


def _move(call: Call[MoveInput]) -> Answer:
    item_id = call.record_id("item_id", _("Item"))
    member = _member_fields(call.body)
    group_items(call.ctx, group_id=call.body.group_id, fields=_group_fields(call.body), items=[(item_id, member)])
    return Done(_("The item has been moved."))


def _ungroup(call: Call[None]) -> Answer:
    composites = call.ids("composite_item_ids") if call.query.get("composite_item_ids") else []
    for item_id in composites:
        composite_detail(call.ctx, item_id=item_id)
    if not call.query.get("item_ids") and not composites:
        raise InvalidInput([missing("item_ids")])
    items = call.ids("item_ids") if call.query.get("item_ids") else []
    ungroup_items(call.ctx, item_ids=[*items, *composites])
    return Done(_("The items have been ungrouped."))


def _group_fields(body: GroupingInput | MoveInput) -> GroupFields:
    sent = body.model_dump(exclude_unset=True)
    fields: dict[str, Any] = {_GROUP_NAMES[name]: value for name, value in sent.items() if name in _GROUP_NAMES}
    return GroupFields(**fields)  # type: ignore[typeddict-item, no-any-return]


def _member_fields(body: MemberInput | MoveInput) -> ItemFields:
    sent = body.model_dump(exclude_unset=True)
    own = ("name", "sku", "attribute_option_name1", "attribute_option_name2", "attribute_option_name3")
    fields: dict[str, Any] = {name: sent[name] for name in own if sent.get(name)}
    return ItemFields(**fields)  # type: ignore[typeddict-item, no-any-return]


OPERATIONS: list[Operation] = [
    Operation(
        "PUT", "/items/grouping/{group_id}", "items.edit", "items.UPDATE", _group, "Group items", body=GroupingInput
    ),
    Operation(
        "PUT", "/items/move/{item_id}", "items.edit", "items.UPDATE", _move, "Move an item to a group", body=MoveInput
    ),
    Operation(
        "POST", "/items/ungroup", "items.edit", "items.CREATE", _ungroup, "Ungroup items",
        parameters=("item_ids", "composite_item_ids"),
    ),
]  # fmt: skip
