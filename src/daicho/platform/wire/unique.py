"""Records that a client names by the value of a unique custom field (zoho-surface 2.7)."""

from typing import Any

from pydantic import RootModel

from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.custom_fields import find_by_custom_value
from daicho.platform.wire.operation import Call
from daicho.platform.wire.schema import CustomFieldValue


class CustomFieldsInput(RootModel[list[CustomFieldValue]]):
    """The body of `PUT /<record>/{id}/customfields`: values of custom fields and nothing else."""


def unique_record(call: Call[Any], *, entity: str, name: str) -> int | None:
    """Return the record that X-Unique-Identifier-Key and -Value name; None where X-Upsert asks to create it.

    `entity` is the kind of record, `name` what its sentence calls it. Raises NotFound where there is none and none is
    to be made, InvalidInput without the headers or where no such unique field exists.
    """
    wanted = call.unique_identifier()
    record_id = find_by_custom_value(call.ctx, entity=entity, api_name=wanted.api_name, value=wanted.value)
    if record_id is None and not wanted.upsert:
        raise NotFound(_("%(entity)s does not exist."), {"entity": name})
    return record_id


def with_unique_value(call: Call[Any], custom_fields: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return the custom fields of a record to be created, with the one that names it, so that it is found next time."""
    wanted = call.unique_identifier()
    if any(field.get("api_name") == wanted.api_name for field in custom_fields):
        return custom_fields
    return [*custom_fields, {"api_name": wanted.api_name, "value": wanted.value}]
