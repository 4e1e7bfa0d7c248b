"""Files that belong to a record."""

from django.db import models

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class Attachment(TenantModel):
    """A stored file kept with a record of any kind; `goes_with_mail`: it is sent along when the record is mailed."""

    entity = models.CharField(max_length=40)
    entity_id = SnowflakeField()
    file = OrganizationForeignKey("platform.StoredFile", on_delete=models.PROTECT, related_name="+")
    position = models.SmallIntegerField()
    goes_with_mail = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization_id", "entity", "entity_id"], name="platform_attachment_entity")]
