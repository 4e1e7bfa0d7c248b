"""How far documents are approved."""

from django.db import models

from daicho.platform.db.fields import SnowflakeField
from daicho.platform.db.models import TenantModel


class ApprovalLevel(TenantModel):
    """One level of one submitted document: whose it is, who gave it and when.

    They are made when the document is submitted, so that another rule changes nothing that is under way.
    """

    entity = models.CharField(max_length=40)
    entity_id = SnowflakeField()
    number = models.SmallIntegerField()
    approver_id = SnowflakeField()
    approved_by_id = SnowflakeField(null=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "entity", "entity_id", "number"], name="organizations_approval_level_once"
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by_id__isnull=True, approved_at__isnull=True)
                | models.Q(approved_by_id__isnull=False, approved_at__isnull=False),
                name="organizations_approval_level_by_and_at",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "approver_id", "entity"],
                condition=models.Q(approved_at__isnull=True),
                name="organizations_approval_waiting",
            )
        ]
