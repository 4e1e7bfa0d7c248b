"""Fields that an organisation adds to its records, and what they hold."""

from django.db import models

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class CustomFieldDefinition(TenantModel):
    """A field added to every record of one kind. `options`: choices, one a line; for a lookup the kind it refers to."""

    entity = models.CharField(max_length=40)
    api_name = models.CharField(max_length=100)
    label = models.CharField(max_length=100)
    data_type = models.CharField(max_length=20)
    options = models.TextField(blank=True)
    position = models.SmallIntegerField()
    is_mandatory = models.BooleanField(default=False)
    is_unique = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    shown_in_pdf = models.BooleanField(default=False)
    next_value = models.BigIntegerField(default=1)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "entity", "api_name"], name="platform_custom_name_once"),
            models.UniqueConstraint(fields=["organization_id", "entity", "label"], name="platform_custom_label_once"),
        ]


class CustomFieldValue(TenantModel):
    """What a field holds for a record, as canonical text; `unique_value` repeats it where the field is unique."""

    definition = OrganizationForeignKey(
        "platform.CustomFieldDefinition", on_delete=models.CASCADE, related_name="values"
    )
    entity_id = SnowflakeField()
    value = models.TextField()
    unique_value = models.CharField(max_length=255, null=True)  # noqa: DJ001 - null means: not bound to be unique

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "definition", "entity_id"], name="platform_custom_value_once"
            ),
            models.UniqueConstraint(
                fields=["organization_id", "definition", "unique_value"], name="platform_custom_value_unique"
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "entity_id"], name="platform_custom_value_entity")]
