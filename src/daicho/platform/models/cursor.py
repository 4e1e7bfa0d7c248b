"""How far the change feed has been read."""

from django.db import models

from daicho.platform.db.models import TenantModel


class ChangeCursor(TenantModel):
    """How far a consumer of the feed has come in an organisation."""

    consumer = models.CharField(max_length=80)
    sequence = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "consumer"], name="platform_cursor_once"),
        ]
