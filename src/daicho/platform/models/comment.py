"""What people note about a record."""

from django.db import models

from daicho.platform.db.fields import SnowflakeField
from daicho.platform.db.models import TenantModel


class Comment(TenantModel):
    """A note about a record of any kind. `modified_at` differs from `created_at` once it was edited."""

    entity = models.CharField(max_length=40)
    entity_id = SnowflakeField()
    description = models.TextField()
    author_id = SnowflakeField(null=True)
    author_name = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization_id", "entity", "entity_id"], name="platform_comment_entity")]
