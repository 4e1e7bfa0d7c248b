"""Purchase orders."""

from django.db import models

from daicho.documents.columns import (
    DocumentColumns,
    LineColumns,
    header_indexes,
    header_rules,
    line_indexes,
    line_rules,
)
from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField


class PurchaseOrder(DocumentColumns):
    """An order to a vendor.

    `due` is the expected day of arrival, `shipping_address` where the goods shall go: to the organisation, or to
    `delivery_customer`. `source_id` names the sales order it was made for, `sourcing` how it
    serves that (`documents.core.sourcing`); "" where it does not. `received_status` ("", "partially_received",
    "received") and `billed_status` ("", "partially_billed", "billed") follow from receives and bills
    (`commands/_order_marks.py`).
    """

    delivery_customer = OrganizationForeignKey(
        "contacts.Contact", null=True, on_delete=models.PROTECT, related_name="+"
    )
    source_id = SnowflakeField(null=True)
    sourcing = models.CharField(max_length=20, blank=True)
    received_status = models.CharField(max_length=20, blank=True)
    billed_status = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = header_rules("purchase_order")
        indexes = header_indexes("purchase_order")


class PurchaseOrderLine(LineColumns):
    """A line of a purchase order. `source_line_id` names the line of the sales order it was made for.

    `cancelled_micro` is the part of the quantity that is not expected any more.
    """

    document = OrganizationForeignKey("purchases.PurchaseOrder", on_delete=models.CASCADE, related_name="lines")
    source_line_id = SnowflakeField(null=True)
    cancelled_micro = models.BigIntegerField(default=0)

    class Meta:
        constraints = line_rules("purchase_line")
        indexes = [
            *line_indexes("purchase_line"),
            models.Index(fields=["organization_id", "source_line_id"], name="purchase_line_source"),
        ]
