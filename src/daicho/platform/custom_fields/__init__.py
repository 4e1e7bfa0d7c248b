"""Fields that an organisation adds to its contacts, items and documents (behaviour.md 9).

`definitions` is about the fields, `values` about what they hold for a record, `types` turns input into canonical text,
`references` knows the records a lookup may name.
"""

from daicho.platform.custom_fields.definitions import (
    CustomField,
    CustomFieldInput,
    custom_fields_of,
    define_field,
    every_custom_field,
    remove_field,
    update_field,
)
from daicho.platform.custom_fields.many import (
    GivenRecord,
    custom_changes,
    custom_faults,
    set_many_custom_values,
)
from daicho.platform.custom_fields.values import (
    CustomValue,
    GivenValue,
    custom_values,
    drop_custom_values,
    drop_many_custom_values,
    find_by_custom_value,
    record_fields,
    records_holding,
    set_custom_values,
    wire_custom_field_hash,
    wire_custom_fields,
)

__all__ = [
    "CustomField",
    "CustomFieldInput",
    "CustomValue",
    "GivenRecord",
    "GivenValue",
    "custom_changes",
    "custom_faults",
    "custom_fields_of",
    "custom_values",
    "define_field",
    "drop_custom_values",
    "drop_many_custom_values",
    "every_custom_field",
    "find_by_custom_value",
    "record_fields",
    "records_holding",
    "remove_field",
    "set_custom_values",
    "set_many_custom_values",
    "update_field",
    "wire_custom_field_hash",
    "wire_custom_fields",
]
