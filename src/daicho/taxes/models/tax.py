"""Taxes, their dated rates, groups of taxes, authorities and exemptions."""

from django.db import models

from daicho.platform.db.fields import OrganizationForeignKey
from daicho.platform.db.models import TenantModel


class TaxAuthority(TenantModel):
    """Whom a tax is paid to."""

    name = models.CharField(max_length=100)
    description = models.CharField(max_length=500, blank=True)
    registration_number = models.CharField(max_length=50, blank=True)
    registration_number_label = models.CharField(max_length=50, blank=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "name"], name="taxes_authority_name")]


class TaxExemption(TenantModel):
    """A reason why a customer or an item bears no tax."""

    code = models.CharField(max_length=100)
    description = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=8)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "code"], name="taxes_exemption_code")]


class Tax(TenantModel):
    """A tax or a group of taxes: whatever a line can carry. Rates stand in `TaxRate`, members in `TaxGroupMember`.

    `category` is the kind of supply (core/category.py); the tax code follows from it, the direction and the date.
    """

    name = models.CharField(max_length=100)
    tax_type = models.CharField(max_length=12)
    category = models.CharField(max_length=20)
    tax_factor = models.CharField(max_length=5)
    tax_specific_type = models.CharField(max_length=30, blank=True)
    country_code = models.CharField(max_length=2, blank=True)
    authority = OrganizationForeignKey("taxes.TaxAuthority", null=True, on_delete=models.PROTECT)
    purchase_account = OrganizationForeignKey("ledger.Account", null=True, on_delete=models.PROTECT)
    is_value_added = models.BooleanField(default=True)
    is_editable = models.BooleanField(default=True)
    is_default = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "name"], name="taxes_tax_name")]


class TaxRate(TenantModel):
    """The percentage of a tax (10^-6 per cent) from a day on; no day: since ever."""

    tax = OrganizationForeignKey("taxes.Tax", on_delete=models.CASCADE, related_name="rates")
    percentage_micro = models.BigIntegerField()
    valid_from = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "tax", "valid_from"], name="taxes_rate_start"),
        ]


class TaxGroupMember(TenantModel):
    """A tax in a group; `position` orders them, which matters where one is computed on top of others."""

    group = OrganizationForeignKey("taxes.Tax", on_delete=models.CASCADE, related_name="members")
    tax = OrganizationForeignKey("taxes.Tax", on_delete=models.PROTECT, related_name="groups")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "group", "tax"], name="taxes_group_member")]
