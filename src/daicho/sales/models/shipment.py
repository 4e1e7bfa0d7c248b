"""Shipments: packages that left for a customer."""

from django.db import models
from django.db.models import F, Q

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class Shipment(TenantModel):
    """One or several packages of one customer that left on `date`, and arrived on `delivered_on` (none: not yet).

    `delivery_method` is the carrier. `shipping_minor` is what the carriage costs, in the currency of the orders; it is
    told only, and booked by invoices and bills. `person_ids` are the contact persons (`documents.core.ids`).
    """

    number = models.CharField(max_length=100)
    contact = OrganizationForeignKey("contacts.Contact", on_delete=models.PROTECT, related_name="+")
    date = models.DateField()
    expected_on = models.DateField(null=True)
    delivered_on = models.DateField(null=True)
    delivery_method = OrganizationForeignKey("documents.Choice", null=True, on_delete=models.PROTECT, related_name="+")
    tracking_number = models.CharField(max_length=100, blank=True)
    reference = models.CharField(max_length=100, blank=True)
    currency_code = models.CharField(max_length=3)
    exchange_rate_micro = models.BigIntegerField()
    shipping_minor = models.BigIntegerField(default=0)
    person_ids = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    is_emailed = models.BooleanField(default=False)
    created_by_id = SnowflakeField(null=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "number"], name="sales_shipment_number_once"),
            models.CheckConstraint(
                condition=Q(delivered_on__isnull=True) | Q(delivered_on__gte=F("date")), name="sales_shipment_delivered"
            ),
            models.CheckConstraint(
                condition=Q(shipping_minor__gte=0, exchange_rate_micro__gt=0), name="sales_shipment_signs"
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "date", "id"], name="sales_shipment_by_date"),
            models.Index(fields=["organization_id", "contact"], name="sales_shipment_by_contact"),
            models.Index(fields=["organization_id", "modified_at"], name="sales_shipment_modified"),
        ]
