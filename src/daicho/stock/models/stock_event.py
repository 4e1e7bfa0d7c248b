"""Movements of stock, what they are worth, which lots they used. Append-only: a change retracts and adds."""

from django.db import models

from daicho.platform.db.constraints import AppendOnly
from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class StockEventRow(TenantModel):
    """A movement as it was posted (core.movement.Movement); it counts until a `Retraction` names it."""

    line_id = SnowflakeField()
    source_kind = models.CharField(max_length=40)
    source_id = SnowflakeField()
    source_number = models.CharField(max_length=100)
    item = OrganizationForeignKey("catalog.Item", on_delete=models.DO_NOTHING, related_name="+")
    location = OrganizationForeignKey("stock.Location", on_delete=models.DO_NOTHING, related_name="+")
    kind = models.CharField(max_length=10)
    stock = models.PositiveSmallIntegerField()
    day = models.DateField()
    number = models.CharField(max_length=100)
    position = models.IntegerField()
    quantity_micro = models.BigIntegerField()
    value_minor = models.BigIntegerField(null=True)
    fallback_minor = models.BigIntegerField(default=0)
    inventory_account_id = SnowflakeField()
    contra_account_id = SnowflakeField()
    cost_account_id = SnowflakeField(default=0)
    lot_line_id = SnowflakeField(null=True)
    follows = models.DateField(null=True)
    assembly_id = SnowflakeField(null=True)
    batch_id = SnowflakeField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [AppendOnly(name="stock_event_is_append_only")]
        indexes = [
            models.Index(fields=["organization_id", "item", "day"], name="stock_event_item_day"),
            models.Index(fields=["organization_id", "source_id", "source_kind"], name="stock_event_source"),
            models.Index(fields=["organization_id", "line_id"], name="stock_event_line"),
            models.Index(
                fields=["organization_id", "assembly_id"],
                condition=models.Q(assembly_id__isnull=False),
                name="stock_event_assembly",
            ),
            models.Index(
                fields=["organization_id", "batch_id", "day"],
                condition=models.Q(batch_id__isnull=False),
                name="stock_event_batch_day",
            ),
        ]


class Retraction(TenantModel):
    """The movement `event` does not count any more: its document was changed, voided or deleted."""

    event = OrganizationForeignKey(StockEventRow, on_delete=models.DO_NOTHING, related_name="retractions")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "event"], name="stock_retraction_once"),
            AppendOnly(name="stock_retraction_is_append_only"),
        ]


class StockValue(TenantModel):
    """A change of the value of stock (core.valuation). `day` is where it is posted, `wanted_day` what it is for."""

    line_id = SnowflakeField()
    cause_id = SnowflakeField()
    day = models.DateField()
    wanted_day = models.DateField()
    item = OrganizationForeignKey("catalog.Item", on_delete=models.DO_NOTHING, related_name="+")
    location_id = SnowflakeField()
    inventory_account_id = SnowflakeField()
    contra_account_id = SnowflakeField()
    batch_id = SnowflakeField(null=True)
    value_minor = models.BigIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [AppendOnly(name="stock_value_is_append_only")]
        indexes = [
            models.Index(fields=["organization_id", "item", "day"], name="stock_value_item_day"),
            models.Index(fields=["organization_id", "line_id"], name="stock_value_line"),
            models.Index(
                fields=["organization_id", "batch_id"],
                condition=models.Q(batch_id__isnull=False),
                name="stock_value_batch",
            ),
        ]


class LotUse(TenantModel):
    """The outflow `line_id` used `quantity` of the lot of `lot_line_id`. Derived: replaced when costing is redone."""

    line_id = SnowflakeField()
    lot_line_id = SnowflakeField()
    quantity_micro = models.BigIntegerField()
    value_minor = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["organization_id", "line_id"], name="stock_use_line"),
            models.Index(fields=["organization_id", "lot_line_id"], name="stock_use_lot"),
        ]
