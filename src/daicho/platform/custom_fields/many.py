"""Custom values of many records at once, as an import has them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, duplicate
from daicho.platform.custom_fields.definitions import custom_fields_of
from daicho.platform.custom_fields.values import (
    GivenValue,
    check_values,
    custom_values,
    parsed_values,
    set_custom_values,
)

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class GivenRecord:
    """A record and the values given for it."""

    entity_id: int
    given: Sequence[GivenValue]
    is_new: bool


def custom_faults(ctx: Ctx, *, entity: str, records: Mapping[int, GivenRecord]) -> Iterator[tuple[int, FieldError]]:
    """Yield (key of the record, what is wrong), as `set_custom_values` would refuse them, and what is given twice."""
    fields = custom_fields_of(ctx, entity=entity)
    numbered_by_hand = [field for field in fields if field.data_type != "autonumber"]
    taken: set[tuple[int, str]] = set()
    for key, record in records.items():
        if not fields or not (record.given or record.is_new):
            continue
        try:
            values = parsed_values(ctx, fields, record.given)
            check_values(record.entity_id, numbered_by_hand, values, is_new=record.is_new)
        except InvalidInput as error:
            yield from ((key, each) for each in error.errors)
            continue
        for field, value in values.items():
            if field.is_unique and value:
                if (field.field_id, value) in taken:
                    yield key, duplicate(field.api_name, value)
                taken.add((field.field_id, value))


def custom_changes(ctx: Ctx, *, entity: str, records: Mapping[int, GivenRecord]) -> set[int]:
    """Return the keys of existing records that hold other values than those given, which have no faults."""
    given = {key: record for key, record in records.items() if record.given and not record.is_new}
    fields = custom_fields_of(ctx, entity=entity) if given else []
    ids = [record.entity_id for record in given.values()]
    held: dict[int, dict[int, str]] = {}
    for start in range(0, len(ids), _CHUNK):
        found = custom_values(ctx, entity=entity, entity_ids=ids[start : start + _CHUNK])
        held |= {entity_id: {item.field.field_id: item.value for item in values} for entity_id, values in found.items()}
    return {
        key
        for key, record in given.items()
        if any(
            held[record.entity_id].get(field.field_id, "") != value
            for field, value in parsed_values(ctx, fields, record.given).items()
        )
    }


def set_many_custom_values(ctx: Ctx, *, entity: str, records: Mapping[int, GivenRecord]) -> dict[int, dict[str, str]]:
    """Write the values inside the running unit, and return them by key and API name; nothing without custom fields."""
    if not custom_fields_of(ctx, entity=entity):
        return {}
    return {
        key: set_custom_values(ctx, entity=entity, entity_id=record.entity_id, given=record.given, is_new=record.is_new)
        for key, record in records.items()
    }
