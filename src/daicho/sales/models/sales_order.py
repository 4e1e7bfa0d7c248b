"""Sales orders."""

from django.db import models

from daicho.documents.columns import (
    DocumentColumns,
    LineColumns,
    header_indexes,
    header_rules,
    line_indexes,
    line_rules,
)
from daicho.platform.db.fields import OrganizationForeignKey


class SalesOrder(DocumentColumns):
    """A customer's order. `due` is the expected day of shipment."""

    salesperson = OrganizationForeignKey("documents.Choice", null=True, on_delete=models.PROTECT, related_name="+")
    estimate = OrganizationForeignKey("sales.Estimate", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = header_rules("sales_order")
        indexes = header_indexes("sales_order")


class SalesOrderLine(LineColumns):
    """A line of a sales order."""

    document = OrganizationForeignKey("sales.SalesOrder", on_delete=models.CASCADE, related_name="lines")

    class Meta:
        constraints = line_rules("sales_line")
        indexes = line_indexes("sales_line")
