"""Kits on documents: what they were put together of."""

from django.db import models
from django.db.models import Q

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class KitPart(TenantModel):
    """A component of the kit on a line of a document (`line_id`, unique over all kinds of lines).

    `quantity_micro` (10^-6) goes into one kit, as the recipe was when the sale first needed it. `id` is the identity of
    the component's movement of stock and never changes. It goes with its line, unless it moved stock once: what was
    known at a moment is read by it.
    """

    line_id = SnowflakeField()
    kit = OrganizationForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")
    position = models.SmallIntegerField()
    item = OrganizationForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")
    quantity_micro = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "line_id", "kit", "item"], name="sales_kit_part_once"),
            models.CheckConstraint(condition=Q(quantity_micro__gt=0), name="sales_kit_part_quantity"),
        ]
        indexes = [
            models.Index(fields=["organization_id", "item"], name="sales_kit_part_item"),
            models.Index(fields=["organization_id", "kit"], name="sales_kit_part_kit"),
        ]
