"""Outgoing mail."""

from django.db import models

from daicho.platform.db.fields import SnowflakeField
from daicho.platform.db.models import TenantModel


class MailMessage(TenantModel):
    """A message to be sent, sent, or withheld because the organisation is a test organisation."""

    class State(models.TextChoices):
        """Where the message stands."""

        QUEUED = "queued"
        SENT = "sent"
        WITHHELD = "withheld"
        FAILED = "failed"

    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    sender_name = models.CharField(max_length=200, blank=True)
    to = models.TextField()
    cc = models.TextField(blank=True)
    subject = models.CharField(max_length=500)
    body = models.TextField()
    attachments = models.TextField(blank=True)
    entity = models.CharField(max_length=40, blank=True)
    entity_id = SnowflakeField(null=True)
    created_by_id = SnowflakeField(null=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["organization_id", "entity", "entity_id"], name="platform_mail_entity")]
