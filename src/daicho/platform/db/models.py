"""The base of every table whose rows belong to an organisation."""

from django.db import models

from daicho.platform.db.fields import SnowflakeField
from daicho.platform.db.ids import new_id


class TenantModel(models.Model):
    """A row of one organisation. The database's real key is (organization_id, id)."""

    id = SnowflakeField(primary_key=True, default=new_id, editable=False)
    organization_id = SnowflakeField(editable=False)

    class Meta:
        abstract = True

    def _do_update(self, base_qs, using, pk_val, values, *rest):  # type: ignore[no-untyped-def]
        """Update by both key columns, so that the statement stays on one shard."""
        return super()._do_update(base_qs.filter(organization_id=self.organization_id), using, pk_val, values, *rest)
