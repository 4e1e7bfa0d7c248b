"""Indexes of tenant tables lead with the organisation (docs/internals/tenancy.md)."""

from typing import Any

from daicho.platform.db.fields import OrganizationForeignKey


class OrganizationIndexes:
    """Mix-in for schema editors: the index of a key inside an organisation covers both of its columns."""

    def _field_indexes_sql(self, model: Any, field: Any) -> Any:
        editor: Any = super()
        if isinstance(field, OrganizationForeignKey) and editor._field_should_be_indexed(model, field):
            columns = [model._meta.get_field("organization_id"), field]
            return [editor._create_index_sql(model, fields=columns)]
        return editor._field_indexes_sql(model, field)
