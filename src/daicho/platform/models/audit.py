"""The audit log. In the order of commits it is the change feed, and the outbox, as well."""

from django.db import models

from daicho.platform.db.constraints import AppendOnly
from daicho.platform.db.fields import SnowflakeField
from daicho.platform.db.models import TenantModel


class AuditRecord(TenantModel):
    """Who did what to which record. `hash` covers the row and the hash before it, so that no row can vanish unseen.

    `sequence` counts from 1 without gaps inside the organisation, in the order of commits.
    """

    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    entity = models.CharField(max_length=40)
    entity_id = SnowflakeField()
    action = models.CharField(max_length=40)
    actor_id = SnowflakeField(null=True)
    actor_name = models.CharField(max_length=200)
    application = models.CharField(max_length=20)
    channel = models.CharField(max_length=10)
    request_id = models.CharField(max_length=64)
    before = models.TextField()
    after = models.TextField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "sequence"], name="platform_audit_order"),
            AppendOnly(name="platform_audit_is_append_only"),
        ]
        indexes = [
            models.Index(fields=["organization_id", "entity", "entity_id"], name="platform_audit_entity"),
        ]
