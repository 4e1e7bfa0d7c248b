"""Files of an organisation."""

from django.db import models

from daicho.platform.db.models import TenantModel


class StoredFile(TenantModel):
    """A file; its bytes lie under DAICHO_HOME/files/<organisation>/<content hash> (see files)."""

    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    content_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()
