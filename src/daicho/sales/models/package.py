"""Packages: what was packed of a sales order."""

from django.db import models
from django.db.models import Q

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class Package(TenantModel):
    """Goods of one sales order in one box. It moves no stock; `shipment` is what it left with (none: it is here)."""

    number = models.CharField(max_length=100)
    order = OrganizationForeignKey("sales.SalesOrder", on_delete=models.PROTECT, related_name="packages")
    shipment = OrganizationForeignKey("sales.Shipment", null=True, on_delete=models.PROTECT, related_name="packages")
    date = models.DateField()
    notes = models.TextField(blank=True)
    is_emailed = models.BooleanField(default=False)
    created_by_id = SnowflakeField(null=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "number"], name="sales_package_number_once")]
        indexes = [
            models.Index(fields=["organization_id", "date", "id"], name="sales_package_by_date"),
            models.Index(fields=["organization_id", "order"], name="sales_package_by_order"),
            models.Index(fields=["organization_id", "shipment"], name="sales_package_by_shipment"),
            models.Index(fields=["organization_id", "modified_at"], name="sales_package_modified"),
        ]


class PackageLine(TenantModel):
    """A line: what was packed of one line of the order. Its id is the identity of its movement of stock."""

    package = OrganizationForeignKey("sales.Package", on_delete=models.CASCADE, related_name="lines")
    order_line = OrganizationForeignKey("sales.SalesOrderLine", on_delete=models.PROTECT, related_name="+")
    position = models.SmallIntegerField()
    item = OrganizationForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255, blank=True)
    description = models.CharField(max_length=2000, blank=True)
    unit = models.CharField(max_length=50, blank=True)
    quantity_micro = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(quantity_micro__gt=0), name="sales_package_line_quantity")]
        indexes = [
            models.Index(fields=["organization_id", "package", "position"], name="sales_package_lines"),
            models.Index(fields=["organization_id", "order_line"], name="sales_package_of_line"),
            models.Index(fields=["organization_id", "item"], name="sales_package_items"),
        ]
