"""Sums of stock by item, location and month."""

from django.db import models

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel
from daicho.stock.models.level import LevelOfTotals


class StockTotal(TenantModel):
    """What moved in one month: quantities of both stocks, in and out, and value. Derived: see rebuild_stock_totals."""

    item = OrganizationForeignKey("catalog.Item", on_delete=models.DO_NOTHING, related_name="+")
    location_id = SnowflakeField()
    month = models.DateField()
    accounting_in_micro = models.BigIntegerField(default=0)
    accounting_out_micro = models.BigIntegerField(default=0)
    physical_in_micro = models.BigIntegerField(default=0)
    physical_out_micro = models.BigIntegerField(default=0)
    value_minor = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "item", "location_id", "month"], name="stock_total_once"
            ),
            LevelOfTotals(name="stock_level_totals"),
        ]
