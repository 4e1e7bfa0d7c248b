"""The row that orders an organisation's commits."""

from django.db import models

from daicho.platform.db.models import TenantModel


class OrganizationHead(TenantModel):
    """The last numbers given out, and what units of work rest on (platform.work). Locked last in every one of them."""

    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")
    premise = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id"], name="platform_head_once")]
