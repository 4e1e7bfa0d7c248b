"""What composite items are made of."""

from django.db import models
from django.db.models import F, Q

from daicho.platform.db.fields import OrganizationForeignKey
from daicho.platform.db.models import TenantModel


class RecipeLine(TenantModel):
    """What goes into one unit of a composite item: a quantity (10^-6) of an item, once per item."""

    composite = OrganizationForeignKey("catalog.Item", on_delete=models.CASCADE, related_name="recipe")
    position = models.SmallIntegerField()
    item = OrganizationForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")
    quantity_micro = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "composite", "item"], name="catalog_recipe_item"),
            models.CheckConstraint(condition=Q(quantity_micro__gt=0), name="catalog_recipe_quantity"),
            models.CheckConstraint(condition=~Q(composite=F("item")), name="catalog_recipe_not_itself"),
        ]
        indexes = [models.Index(fields=["organization_id", "item"], name="catalog_recipe_component")]
