"""What the books begin with."""

from django.db import models

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class OpeningBalance(TenantModel):
    """The opening balances of an organisation: there is one of them, dated its opening day."""

    date = models.DateField()
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id"], name="ledger_opening_once")]


class OpeningBalanceLine(TenantModel):
    """The balance of one account (and contact): signed amounts, debit positive, in its currency and the base currency.

    A row of a stock account is what the old books said; it is compared with the items' opening stock, never posted.
    `location_id` is where the balance belongs, as far as it was said; its entries name it too.
    """

    opening = OrganizationForeignKey(OpeningBalance, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    account = OrganizationForeignKey("ledger.Account", on_delete=models.PROTECT, related_name="+")
    contact_id = SnowflakeField(null=True)
    location_id = SnowflakeField(null=True)
    currency_code = models.CharField(max_length=3)
    rate_micro = models.BigIntegerField()
    amount_minor = models.BigIntegerField()
    base_amount_minor = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["organization_id", "opening", "position"], name="ledger_opening_lines")]
