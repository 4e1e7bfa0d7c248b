"""Customers and vendors."""

from django.db import models

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class Contact(TenantModel):
    """A customer or vendor. `name_key`, `sort_key`, `search_key` follow from names and number (core.names).

    `merged_into` is set on a contact that was merged away: it is kept for the entries that can no longer be changed,
    and shown nowhere. `tax_unit` "statement": the closing statement is the qualified invoice, empty: each invoice is
    one (japan.md RND-03). `details` holds documented values that nothing is searched by, under their wire names.
    """

    contact_type = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=400)
    name_kana = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=400)
    search_key = models.TextField()
    company_name = models.CharField(max_length=200, blank=True)
    contact_number = models.CharField(max_length=100, blank=True)
    sub_type = models.CharField(max_length=10)
    website = models.CharField(max_length=500, blank=True)
    language_code = models.CharField(max_length=5)
    currency_code = models.CharField(max_length=3)
    payment_terms_code = models.CharField(max_length=40)
    payment_terms_label = models.CharField(max_length=100, blank=True)
    credit_limit_minor = models.BigIntegerField(null=True)
    price_list_id = SnowflakeField(null=True)
    owner_id = SnowflakeField(null=True)
    is_taxable = models.BooleanField(default=True)
    tax_id = SnowflakeField(null=True)
    tax_rounding = models.CharField(max_length=10, blank=True)
    price_mode = models.CharField(max_length=20, blank=True)
    tax_unit = models.CharField(max_length=10, blank=True)
    tax_registration_number = models.CharField(max_length=20, blank=True)
    tax_registration_status = models.CharField(max_length=12)
    tax_registered_from = models.DateField(null=True)
    tax_registered_to = models.DateField(null=True)
    tax_registration_checked_on = models.DateField(null=True)
    notes = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    payment_reminder_enabled = models.BooleanField(default=True)
    tracks_1099 = models.BooleanField(default=False)
    details = models.JSONField(default=dict)
    merged_into = OrganizationForeignKey("contacts.Contact", null=True, on_delete=models.PROTECT, related_name="merged")
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "name_key"],
                condition=models.Q(merged_into__isnull=True),
                name="contacts_contact_name_once",
            ),
            models.UniqueConstraint(
                fields=["organization_id", "contact_number"],
                condition=models.Q(merged_into__isnull=True) & ~models.Q(contact_number=""),
                name="contacts_contact_number_once",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "sort_key", "id"], name="contacts_contact_by_name"),
            models.Index(fields=["organization_id", "contact_type", "sort_key", "id"], name="contacts_contact_by_type"),
            models.Index(fields=["organization_id", "modified_at"], name="contacts_contact_by_change"),
        ]
