"""Lists that grow while people work: salespersons, delivery methods, sub-statuses."""

from django.db import models

from daicho.platform.db.models import TenantModel


class Choice(TenantModel):
    """An entry of the list `kind` ("salesperson", "delivery_method", "salesorder.substatus")."""

    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    code = models.CharField(max_length=50, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "kind", "name"], name="documents_choice_once"),
        ]
