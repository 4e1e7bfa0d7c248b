"""Currencies of an organisation and what they were worth."""

from django.db import models

from daicho.platform.db.fields import OrganizationForeignKey
from daicho.platform.db.models import TenantModel


class Currency(TenantModel):
    """A currency the organisation uses. How many decimals amounts have is fixed by ISO 4217, not here.

    `is_offered`: it came with the organisation and nobody has added it on purpose yet.
    """

    code = models.CharField(max_length=3)
    name = models.CharField(max_length=100)
    symbol = models.CharField(max_length=10)
    format = models.CharField(max_length=30)
    price_precision = models.SmallIntegerField()
    is_offered = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "code"], name="organizations_currency_once")]


class ExchangeRate(TenantModel):
    """10^-6 units of the base currency for one unit of the currency, from a day until the next rate's day."""

    currency = OrganizationForeignKey(Currency, on_delete=models.CASCADE)
    effective_date = models.DateField()
    rate_micro = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "currency", "effective_date"], name="organizations_rate_once"
            )
        ]
