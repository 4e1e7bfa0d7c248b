"""Accounts of the chart."""

from django.db import models

from daicho.platform.db.fields import OrganizationForeignKey
from daicho.platform.db.models import TenantModel


class Account(TenantModel):
    """An account. Code refers to system accounts by `system_key` only (japan.md COA-03).

    `currency_code` is empty for accounts in the base currency. `depth` counts the accounts above this one.
    """

    name = models.CharField(max_length=200)
    code = models.CharField(max_length=50, blank=True)
    account_type = models.CharField(max_length=40)
    section = models.CharField(max_length=40)
    normal_balance = models.CharField(max_length=6)
    parent = OrganizationForeignKey("ledger.Account", null=True, on_delete=models.PROTECT, related_name="children")
    depth = models.PositiveSmallIntegerField(default=0)
    currency_code = models.CharField(max_length=3, blank=True)
    description = models.CharField(max_length=500, blank=True)
    default_tax_code = models.CharField(max_length=10, blank=True)
    system_key = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    is_user_created = models.BooleanField(default=True)
    show_on_dashboard = models.BooleanField(default=False)
    can_show_in_ze = models.BooleanField(default=False)
    include_in_vat_return = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "name"], name="ledger_account_name"),
            models.UniqueConstraint(
                fields=["organization_id", "code"], condition=~models.Q(code=""), name="ledger_account_code"
            ),
            models.UniqueConstraint(
                fields=["organization_id", "system_key"],
                condition=~models.Q(system_key=""),
                name="ledger_account_system_key",
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "account_type", "code"], name="ledger_account_type")]
