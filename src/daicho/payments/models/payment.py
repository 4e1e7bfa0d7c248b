"""Payments, what they and credits are applied to, and what is given back.

Amounts are in minor units of the payment's (the credit's) currency. Records are named by kind and id, because
documents of several packages settle and are settled.
"""

from django.db import models
from django.db.models import F, Q

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class Payment(TenantModel):
    """Money from a customer or to a vendor; `kind` is "customerpayment" or "vendorpayment".

    `account` is where it came to, or from where it went; `fees_minor` of a received amount stayed with the bank.
    `used_minor` is the sum of its uses and refunds. One with a `retainer` pays that retainer invoice.
    """

    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=100)
    contact = OrganizationForeignKey("contacts.Contact", on_delete=models.PROTECT, related_name="+")
    date = models.DateField()
    mode = models.CharField(max_length=40, blank=True)
    amount_minor = models.BigIntegerField()
    fees_minor = models.BigIntegerField(default=0)
    used_minor = models.BigIntegerField(default=0)
    currency_code = models.CharField(max_length=3)
    exchange_rate_micro = models.BigIntegerField()
    base_currency = models.CharField(max_length=3)
    account = OrganizationForeignKey("ledger.Account", on_delete=models.PROTECT, related_name="+")
    location = OrganizationForeignKey("stock.Location", null=True, on_delete=models.PROTECT, related_name="+")
    retainer = OrganizationForeignKey("sales.RetainerInvoice", null=True, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=100, blank=True)
    description = models.CharField(max_length=2000, blank=True)
    created_by_id = SnowflakeField(null=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "kind", "number"], name="payments_number_once"),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0, fees_minor__gte=0, fees_minor__lt=F("amount_minor")),
                name="payments_amounts",
            ),
            models.CheckConstraint(
                condition=Q(used_minor__gte=0, used_minor__lte=F("amount_minor")), name="payments_used"
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "kind", "date", "id"], name="payments_by_date"),
            models.Index(fields=["organization_id", "contact", "date"], name="payments_by_contact"),
            models.Index(
                fields=["organization_id", "retainer"], condition=Q(retainer__isnull=False), name="payments_by_retainer"
            ),
        ]


class Use(TenantModel):
    """Some of a payment or credit (`source`) that settles a document (`target`) on `date`."""

    source_kind = models.CharField(max_length=20)
    source_id = SnowflakeField()
    target_kind = models.CharField(max_length=20)
    target_id = SnowflakeField()
    date = models.DateField()
    amount_minor = models.BigIntegerField()
    withheld_minor = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_minor__gte=0, withheld_minor__gte=0)
                & (Q(amount_minor__gt=0) | Q(withheld_minor__gt=0)),
                name="payments_use_amounts",
            )
        ]
        indexes = [
            models.Index(fields=["organization_id", "source_kind", "source_id"], name="payments_use_source"),
            models.Index(fields=["organization_id", "target_kind", "target_id"], name="payments_use_target"),
        ]


class Refund(TenantModel):
    """Money given back out of a payment or credit (`source`)."""

    source_kind = models.CharField(max_length=20)
    source_id = SnowflakeField()
    date = models.DateField()
    mode = models.CharField(max_length=40, blank=True)
    amount_minor = models.BigIntegerField()
    exchange_rate_micro = models.BigIntegerField()
    account = OrganizationForeignKey("ledger.Account", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=100, blank=True)
    description = models.CharField(max_length=2000, blank=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount_minor__gt=0), name="payments_refund_amount")]
        indexes = [
            models.Index(fields=["organization_id", "source_kind", "source_id"], name="payments_refund_source"),
            models.Index(fields=["organization_id", "date", "id"], name="payments_refund_date"),
        ]
