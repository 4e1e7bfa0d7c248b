"""Where older clients look for the custom fields of an organisation (zoho-surface 2.12)."""

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.platform.access import MEMBER
from daicho.platform.custom_fields import CustomField, custom_fields_of
from daicho.platform.wire.operation import Answer, Call, Done, Json, Operation

_ENTITIES = ("contact", "item", "salesorder", "purchaseorder")


def _item_preferences(call: Call[None]) -> Answer:
    return Done(_("success"), extra={"preferences_items": {"custom_fields": _custom_fields(call.ctx, "item")}})


def _all_custom_fields(call: Call[None]) -> Answer:
    return Done(_("success"), extra={"customfields": {name: _custom_fields(call.ctx, name) for name in _ENTITIES}})


def _custom_fields(ctx: Ctx, entity: str) -> list[dict[str, Json]]:
    return [_custom_field(field) for field in custom_fields_of(ctx, entity=entity)]


def _custom_field(field: CustomField) -> dict[str, Json]:
    return {
        "customfield_id": str(field.field_id),
        "index": field.index,
        "label": field.label,
        "api_name": field.api_name,
        "data_type": field.data_type,
        "is_mandatory": field.is_mandatory,
        "is_unique": field.is_unique,
        "is_active": field.is_active,
        "show_on_pdf": field.shown_in_pdf,
        "values": [{"name": option, "order": place} for place, option in enumerate(field.options, start=1)],
    }


OPERATIONS = [
    Operation("GET", "/settings/preferences/items", MEMBER, "settings.READ", _item_preferences, "Preferences of items"),
    Operation(
        "GET", "/settings/preferences/customfields", MEMBER, "settings.READ", _all_custom_fields, "Custom fields"
    ),
]
