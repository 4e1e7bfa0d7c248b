"""In which applications an organisation appears."""

from django.db import models

from daicho.platform.db.fields import SnowflakeField
from daicho.platform.db.models import TenantModel


class JoinedApplication(TenantModel):
    """An organisation is in an application once this row's set-up is done; it is never taken out again."""

    class State(models.TextChoices):
        """Where the quick set-up stands."""

        PENDING = "pending"
        DONE = "done"

    application = models.CharField(max_length=20)
    setup_state = models.CharField(max_length=10, choices=State, default=State.DONE)
    finished_steps = models.TextField(blank=True)
    joined_at = models.DateTimeField()
    joined_by = SnowflakeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "application"], name="organizations_joined_once")
        ]
