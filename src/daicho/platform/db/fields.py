"""Fields for ids and for keys that stay inside one organisation."""

from typing import Any

from django.db import models


class SnowflakeField(models.BigIntegerField):  # type: ignore[type-arg]
    """An id of `kernel.ids`: bigint on PostgreSQL; INTEGER on SQLite, where the primary key then is the row id."""

    def db_type(self, connection: Any) -> str:
        """Return the column type."""
        return "integer" if connection.vendor == "sqlite" else "bigint"

    def rel_db_type(self, connection: Any) -> str:
        """Return the type of columns that refer to this one."""
        return self.db_type(connection)


class OrganizationForeignKey(models.ForeignKey):  # type: ignore[type-arg]
    """A foreign key that joins, follows and is checked on (organization_id, id)."""

    def get_joining_fields(self, reverse_join: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        """Add the organisation's columns to every join."""
        mine = self.model._meta.get_field("organization_id")
        theirs = self.remote_field.model._meta.get_field("organization_id")
        pair = (theirs, mine) if reverse_join else (mine, theirs)
        return (*super().get_joining_fields(reverse_join), pair)

    def get_extra_descriptor_filter(self, instance: Any) -> dict[str, int]:
        """Follow the key only inside the organisation of `instance`."""
        return {"organization_id": instance.organization_id}


def is_tenant_table(model: Any) -> bool:
    """Tell whether the rows of `model` (also a migration's historical one) belong to an organisation."""
    return any(field.name == "organization_id" and not field.primary_key for field in model._meta.local_fields)
