"""People at a customer or vendor."""

from django.db import models

from daicho.platform.db.fields import OrganizationForeignKey
from daicho.platform.db.models import TenantModel


class Person(TenantModel):
    """A contact person; the first of a contact is its primary one, and there is never more than one."""

    contact = OrganizationForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="persons")
    salutation = models.CharField(max_length=25, blank=True)
    first_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    first_name_kana = models.CharField(max_length=100, blank=True)
    last_name_kana = models.CharField(max_length=100, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=50, blank=True)
    mobile = models.CharField(max_length=50, blank=True)
    skype = models.CharField(max_length=100, blank=True)
    designation = models.CharField(max_length=100, blank=True)
    department = models.CharField(max_length=100, blank=True)
    is_primary = models.BooleanField(default=False)
    is_portal_enabled = models.BooleanField(default=False)
    is_sms_enabled = models.BooleanField(default=False)
    is_whatsapp_enabled = models.BooleanField(default=False)
    position = models.SmallIntegerField(default=0)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "contact"],
                condition=models.Q(is_primary=True),
                name="contacts_person_one_primary",
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "contact", "position"], name="contacts_person_by_contact")]
