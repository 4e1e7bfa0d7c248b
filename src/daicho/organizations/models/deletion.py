"""Requests to delete an organisation."""

from django.db import models

from daicho.platform.db.fields import SnowflakeField
from daicho.platform.db.models import TenantModel


class DeletionRequest(TenantModel):
    """Who asked, when and why; carried out at `due_at` unless it was taken back."""

    reason = models.TextField(blank=True)
    requested_at = models.DateTimeField()
    requested_by = SnowflakeField(null=True)
    requested_by_name = models.CharField(max_length=200)
    due_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = SnowflakeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id"],
                condition=models.Q(taken_back_at__isnull=True),
                name="organizations_deletion_once",
            )
        ]
