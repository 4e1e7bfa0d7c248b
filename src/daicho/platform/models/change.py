"""The change feed: what happened to which record, in the order of commits. It is the outbox as well."""

from django.db import models

from daicho.platform.db.constraints import AppendOnly
from daicho.platform.db.fields import SnowflakeField
from daicho.platform.db.models import TenantModel


class Change(TenantModel):
    """One thing that happened to one record. `sequence` counts from 1 without gaps inside the organisation."""

    sequence = models.BigIntegerField()
    entity = models.CharField(max_length=40)
    entity_id = SnowflakeField()
    action = models.CharField(max_length=40)
    at = models.DateTimeField()
    actor_id = SnowflakeField(null=True)
    actor_name = models.CharField(max_length=200)
    application = models.CharField(max_length=20)
    request_id = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "sequence"], name="platform_change_order"),
            AppendOnly(name="platform_change_is_append_only"),
        ]
        indexes = [
            models.Index(fields=["organization_id", "entity", "entity_id"], name="platform_change_entity"),
        ]


class ChangeCursor(TenantModel):
    """How far a consumer of the feed has come in an organisation."""

    consumer = models.CharField(max_length=80)
    sequence = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "consumer"], name="platform_cursor_once"),
        ]
