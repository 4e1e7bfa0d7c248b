"""Estimates."""

from django.db import models

from daicho.documents.columns import (
    DocumentColumns,
    LineColumns,
    SharedColumns,
    header_indexes,
    header_rules,
    line_indexes,
    line_rules,
)
from daicho.platform.db.fields import OrganizationForeignKey


class Estimate(SharedColumns, DocumentColumns):
    """An offer to a customer. `due` is the last day on which it holds."""

    salesperson = OrganizationForeignKey("documents.Choice", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = header_rules("sales_estimate")
        indexes = header_indexes("sales_estimate")


class EstimateLine(LineColumns):
    """A line of an estimate."""

    document = OrganizationForeignKey("sales.Estimate", on_delete=models.CASCADE, related_name="lines")

    class Meta:
        constraints = line_rules("sales_estimate_row")
        indexes = line_indexes("sales_estimate_row")
