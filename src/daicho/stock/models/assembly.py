"""Assemblies: documents that make a composite item out of its components, or take it apart again."""

from django.db import models
from django.db.models import Q

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class Assembly(TenantModel):
    """A quantity (10^-6) of the composite `item` that is made at `location`, or (kind "unbundle") taken apart.

    `item_line_id` is the identity of the composite's own movement; it never changes.
    """

    number = models.CharField(max_length=100)
    kind = models.CharField(max_length=8)
    state = models.CharField(max_length=20)
    date = models.DateField()
    item = OrganizationForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")
    item_line_id = SnowflakeField()
    quantity_micro = models.BigIntegerField()
    location = OrganizationForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=100, blank=True)
    description = models.CharField(max_length=2000, blank=True)
    created_by_id = SnowflakeField(null=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "number"], name="stock_assembly_number"),
            models.CheckConstraint(condition=Q(quantity_micro__gt=0), name="stock_assembly_quantity"),
        ]
        indexes = [
            models.Index(fields=["organization_id", "date", "id"], name="stock_assembly_by_date"),
            models.Index(fields=["organization_id", "modified_at"], name="stock_assembly_modified"),
            models.Index(fields=["organization_id", "item", "date"], name="stock_assembly_item"),
        ]


class AssemblyLine(TenantModel):
    """What goes in (or comes out): a quantity (10^-6) of all together. `id` is the identity of its stock movement.

    What is not kept in stock (work, material) costs `rate` (10^-6 of the base currency) for one, credited to `account`;
    goods have neither.
    """

    assembly = OrganizationForeignKey("stock.Assembly", on_delete=models.CASCADE, related_name="lines")
    position = models.SmallIntegerField()
    item = OrganizationForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")
    location = OrganizationForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    account = OrganizationForeignKey("ledger.Account", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255, blank=True)
    description = models.CharField(max_length=2000, blank=True)
    unit = models.CharField(max_length=50, blank=True)
    quantity_micro = models.BigIntegerField()
    rate_micro = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity_micro__gt=0), name="stock_assembly_line_quantity"),
            models.CheckConstraint(
                condition=Q(account__isnull=True, rate_micro__isnull=True)
                | Q(account__isnull=False, rate_micro__isnull=False, rate_micro__gte=0),
                name="stock_assembly_line_cost",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "assembly", "position"], name="stock_assembly_lines"),
            models.Index(fields=["organization_id", "item"], name="stock_assembly_items"),
        ]
