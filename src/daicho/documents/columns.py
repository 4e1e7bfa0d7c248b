"""Columns that every document and every line of one has, whatever its kind.

Abstract: each package makes tables of its own from them, and hands those to the shared commands by its `Kind`.
Amounts are in minor units of `currency_code`, as priced: with tax in them where `is_inclusive_tax`.
"""

from django.db import models
from django.db.models import F, Q

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class DocumentColumns(TenantModel):
    """A document's header.

    `due` is the day goods are expected, `location` where they leave or arrive (none: the primary one); `taxes`
    `withheld_minor` is income tax the payer keeps (`taxes.core.withholding`), already off the total; `taxes`
    holds the taxes per rate (`tax_rows`), `person_ids` contact persons (`core.ids`), the addresses
    `core.address.Address`.
    """

    number = models.CharField(max_length=100)
    reference = models.CharField(max_length=100, blank=True)
    contact = OrganizationForeignKey("contacts.Contact", on_delete=models.PROTECT, related_name="+")
    location = OrganizationForeignKey("stock.Location", null=True, on_delete=models.PROTECT, related_name="+")
    date = models.DateField()
    due = models.DateField(null=True)
    state = models.CharField(max_length=20)
    substatus = models.CharField(max_length=50, blank=True)
    submitted_by_id = SnowflakeField(null=True)
    approved_by_id = SnowflakeField(null=True)
    state_reason = models.CharField(max_length=500, blank=True)
    currency_code = models.CharField(max_length=3)
    exchange_rate_micro = models.BigIntegerField()
    base_currency = models.CharField(max_length=3)
    is_inclusive_tax = models.BooleanField()
    discount = models.CharField(max_length=40, blank=True)
    discount_type = models.CharField(max_length=20)
    is_discount_before_tax = models.BooleanField()
    sub_total_minor = models.BigIntegerField()
    discount_minor = models.BigIntegerField()
    shipping_minor = models.BigIntegerField()
    shipping_tax = OrganizationForeignKey("taxes.Tax", null=True, on_delete=models.PROTECT, related_name="+")
    tax_minor = models.BigIntegerField()
    adjustment_minor = models.BigIntegerField()
    adjustment_description = models.CharField(max_length=200, blank=True)
    withholding = models.CharField(max_length=20, blank=True)
    withheld_minor = models.BigIntegerField(default=0)
    total_minor = models.BigIntegerField()
    base_total_minor = models.BigIntegerField()
    taxes = models.TextField()
    payment_terms_code = models.CharField(max_length=40, blank=True)
    payment_terms_label = models.CharField(max_length=100, blank=True)
    delivery_method = OrganizationForeignKey("documents.Choice", null=True, on_delete=models.PROTECT, related_name="+")
    billing_address = models.JSONField(default=dict)
    shipping_address = models.JSONField(default=dict)
    attention = models.CharField(max_length=200, blank=True)
    person_ids = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    terms = models.TextField(blank=True)
    template = models.CharField(max_length=40)
    is_emailed = models.BooleanField(default=False)
    created_by_id = SnowflakeField(null=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        abstract = True


class SettledColumns(models.Model):
    """What a kind that is settled has besides: how much of the total was paid, credited or used."""

    applied_minor = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


class SharedColumns(models.Model):
    """What a kind has besides that people outside see by a link: when the customer first saw the document."""

    viewed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class LineColumns(TenantModel):
    """A line. `amount_minor` is quantity × rate less the line's discount; `tax_minor` its share of the taxes.

    `document_discount_minor` is its share of a document's discount that is taken before tax.

    `location` is its own place where it has one, else it follows the header. A concrete line
    adds `document`, the key to its header.
    """

    position = models.SmallIntegerField()
    item = OrganizationForeignKey("catalog.Item", null=True, on_delete=models.PROTECT, related_name="+")
    account = OrganizationForeignKey("ledger.Account", null=True, on_delete=models.PROTECT, related_name="+")
    location = OrganizationForeignKey("stock.Location", null=True, on_delete=models.PROTECT, related_name="+")
    tax = OrganizationForeignKey("taxes.Tax", null=True, on_delete=models.PROTECT, related_name="+")
    tax_name = models.CharField(max_length=100, blank=True)
    tax_percentage_micro = models.BigIntegerField(default=0)
    name = models.CharField(max_length=255, blank=True)
    description = models.CharField(max_length=2000, blank=True)
    unit = models.CharField(max_length=50, blank=True)
    quantity_micro = models.BigIntegerField()
    rate_micro = models.BigIntegerField()
    discount = models.CharField(max_length=40, blank=True)
    discount_minor = models.BigIntegerField()
    document_discount_minor = models.BigIntegerField(default=0)
    amount_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()

    class Meta:
        abstract = True


def header_rules(prefix: str) -> list[models.BaseConstraint]:
    """Return the constraints of a header table: numbers once, and a total that adds up."""
    parts = (
        F("sub_total_minor") - F("discount_minor") + F("shipping_minor") + F("adjustment_minor") - F("withheld_minor")
    )
    return [
        models.UniqueConstraint(fields=["organization_id", "number"], name=f"{prefix}_number_once"),
        models.CheckConstraint(
            condition=Q(is_inclusive_tax=True, total_minor=parts)
            | Q(is_inclusive_tax=False, total_minor=parts + F("tax_minor")),
            name=f"{prefix}_total_adds_up",
        ),
        models.CheckConstraint(
            condition=Q(total_minor__gte=0, discount_minor__gte=0, withheld_minor__gte=0, exchange_rate_micro__gt=0),
            name=f"{prefix}_signs",
        ),
    ]


def settled_rules(prefix: str) -> list[models.BaseConstraint]:
    """Return the constraint of `SettledColumns`: nobody settles more than there is."""
    return [
        models.CheckConstraint(
            condition=Q(applied_minor__gte=0, applied_minor__lte=F("total_minor")), name=f"{prefix}_applied"
        )
    ]


def header_indexes(prefix: str) -> list[models.Index]:
    """Return the indexes of a header table, for its list in every order and its contact's transactions."""
    orders = ("date", "due", "total_minor", "created_at", "modified_at")
    ordered = [models.Index(fields=["organization_id", name, "id"], name=f"{prefix}_by_{name}"[:30]) for name in orders]
    return [
        *ordered,
        models.Index(fields=["organization_id", "contact", "date"], name=f"{prefix}_by_contact"),
        models.Index(fields=["organization_id", "state", "date"], name=f"{prefix}_by_state"),
    ]


def settled_indexes(prefix: str) -> list[models.Index]:
    """Return the index of `SettledColumns` that holds only what is not settled, however much was settled before."""
    unsettled = Q(applied_minor__lt=F("total_minor"))
    return [models.Index(fields=["organization_id", "due"], condition=unsettled, name=f"{prefix}_unsettled")]


def line_rules(prefix: str) -> list[models.BaseConstraint]:
    """Return the constraints of a line table."""
    return [models.CheckConstraint(condition=Q(quantity_micro__gt=0), name=f"{prefix}_quantity")]


def line_indexes(prefix: str) -> list[models.Index]:
    """Return the indexes of a line table: by document, and by item for its transactions."""
    return [
        models.Index(fields=["organization_id", "document", "position"], name=f"{prefix}_by_document"),
        models.Index(fields=["organization_id", "item"], name=f"{prefix}_by_item"),
    ]
