"""Base currency adjustments: what foreign balances were worth on a day."""

from django.db import models

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class CurrencyAdjustment(TenantModel):
    """The balances of one currency valued at a rate on a day; `gain_minor` (base currency) is negative for a loss."""

    date = models.DateField()
    currency_code = models.CharField(max_length=3)
    rate_micro = models.BigIntegerField()
    notes = models.CharField(max_length=2000)
    gain_minor = models.BigIntegerField()
    created_by_id = SnowflakeField(null=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "date", "currency_code"], name="ledger_currency_adjustment_once"
            )
        ]


class CurrencyAdjustmentLine(TenantModel):
    """The balance of one account (and contact; 0: none) on that day: in its currency, in the books, and as adjusted."""

    adjustment = OrganizationForeignKey(CurrencyAdjustment, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    account = OrganizationForeignKey("ledger.Account", on_delete=models.PROTECT, related_name="+")
    contact_id = SnowflakeField(default=0)
    amount_minor = models.BigIntegerField()
    base_amount_minor = models.BigIntegerField()
    adjusted_minor = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["organization_id", "adjustment", "position"], name="ledger_currency_adj_lines"),
            models.Index(fields=["organization_id", "contact_id"], name="ledger_currency_adj_contact"),
        ]
