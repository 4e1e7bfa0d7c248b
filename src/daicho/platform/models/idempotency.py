"""Answers already given to a repeated request."""

from django.db import models

from daicho.platform.db.models import TenantModel


class IdempotencyRecord(TenantModel):
    """The answer to the first request with `key`; `fingerprint` is the hash of that request."""

    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.SmallIntegerField()
    body = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "key"], name="platform_idempotency_once")]
