"""Credits of vendors."""

from django.db import models
from django.db.models import Q

from daicho.documents.columns import (
    DocumentColumns,
    LineColumns,
    SettledColumns,
    header_indexes,
    header_rules,
    line_indexes,
    line_rules,
    settled_indexes,
    settled_rules,
)
from daicho.platform.db.fields import OrganizationForeignKey


class VendorCredit(SettledColumns, DocumentColumns):
    """What lowers our debt to a vendor. `is_sent_back`: its goods left the physical stock with it.

    `credit_percentage`: the share of its tax that had been reclaimed, that of the bill where it names one (RET-04).
    """

    is_sent_back = models.BooleanField(default=False)
    credit_percentage = models.SmallIntegerField(default=100)

    class Meta:
        constraints = [
            *header_rules("vendor_credit"),
            *settled_rules("vendor_credit"),
            models.CheckConstraint(
                condition=Q(credit_percentage__gte=0, credit_percentage__lte=100), name="vendor_credit_credit"
            ),
        ]
        indexes = [*header_indexes("vendor_credit"), *settled_indexes("vendor_credit")]


class VendorCreditLine(LineColumns):
    """A line of a vendor credit; `source_line` is the line of the bill that it takes back."""

    document = OrganizationForeignKey("purchases.VendorCredit", on_delete=models.CASCADE, related_name="lines")
    source_line = OrganizationForeignKey("purchases.BillLine", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = line_rules("vendor_credit_line")
        indexes = [
            *line_indexes("vendor_credit_line"),
            models.Index(fields=["organization_id", "source_line"], name="vendor_credit_line_by_source"),
        ]
