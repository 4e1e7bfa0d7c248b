"""Addresses of customers and vendors."""

from django.db import models

from daicho.platform.db.fields import OrganizationForeignKey
from daicho.platform.db.models import TenantModel


class Address(TenantModel):
    """One address. A contact has at most one billing and one shipping address, and any number of additional ones."""

    contact = OrganizationForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="addresses")
    role = models.CharField(max_length=10)
    attention = models.CharField(max_length=200, blank=True)
    zip = models.CharField(max_length=50, blank=True)
    state = models.CharField(max_length=100, blank=True)
    state_code = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=500, blank=True)
    street2 = models.CharField(max_length=500, blank=True)
    country = models.CharField(max_length=100, blank=True)
    country_code = models.CharField(max_length=2, blank=True)
    phone = models.CharField(max_length=50, blank=True)
    fax = models.CharField(max_length=50, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "contact", "role"],
                condition=~models.Q(role="additional"),
                name="contacts_address_role_once",
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "contact"], name="contacts_address_by_contact")]
