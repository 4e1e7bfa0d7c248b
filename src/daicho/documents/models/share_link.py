"""Links by which people outside see one document."""

from django.db import models

from daicho.platform.db.fields import SnowflakeField
from daicho.platform.db.models import TenantModel


class ShareLink(TenantModel):
    """A link to the document `document_id` of the kind `entity`; only the token's hash is kept.

    It opens until the end of `expires_on`; who closes it deletes the row. `opened_at` is when somebody outside first
    saw the document by it.
    """

    entity = models.CharField(max_length=40)
    document_id = SnowflakeField()
    token_hash = models.CharField(max_length=64)
    expires_on = models.DateField(null=True)
    opened_at = models.DateTimeField(null=True)
    created_by_id = SnowflakeField(null=True)
    created_by_name = models.CharField(max_length=200)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "token_hash"], name="documents_share_token_once"),
        ]
        indexes = [models.Index(fields=["organization_id", "entity", "document_id"], name="documents_share_document")]
