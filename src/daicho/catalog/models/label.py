"""Words that items share: categories, brands, manufacturers."""

from django.db import models

from daicho.platform.db.models import TenantModel


class Label(TenantModel):
    """A category, a brand or a manufacturer that items have had: items hold the name, this row gives it an id."""

    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "kind", "name"], name="catalog_label_name")]
