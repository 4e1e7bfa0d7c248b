"""What a person is told in an organisation."""

from django.db import models

from daicho.platform.db.fields import SnowflakeField
from daicho.platform.db.models import TenantModel


class Notification(TenantModel):
    """One thing one person is told. `sequence` is the change that caused it; `text` a msgid, `parameters` its values.

    `entity` and `entity_id` name the record it leads to.
    """

    user_id = SnowflakeField()
    sequence = models.BigIntegerField()
    level = models.CharField(max_length=10)
    entity = models.CharField(max_length=40)
    entity_id = SnowflakeField()
    text = models.CharField(max_length=300)
    parameters = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "user_id", "sequence"], name="platform_notification_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "user_id"],
                condition=models.Q(read_at__isnull=True),
                name="platform_notification_unread",
            ),
        ]
