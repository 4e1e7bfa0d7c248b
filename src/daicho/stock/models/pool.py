"""Cost pools and the states of them that were kept."""

from django.db import models

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class CostPool(TenantModel):
    """The queue of the goods of one item, or of one batch of it, locked while its movements change.

    `key` is the id of the batch, else that of the item (Movement.pool_key). `tail` is the state after all movements
    (core.state), `last_order` the place of the last one (StockEvent.order), `since_checkpoint` how many came after the
    last kept state. `is_linked`: assemblies took from it or brought to it; such a pool keeps no earlier states.
    `is_divided`: the item is kept in batches, so its own pool is empty; it is locked where its physical stock moves.
    """

    item = OrganizationForeignKey("catalog.Item", on_delete=models.DO_NOTHING, related_name="+")
    key = SnowflakeField()
    tail = models.TextField()
    last_order = models.TextField(blank=True)
    since_checkpoint = models.IntegerField(default=0)
    is_linked = models.BooleanField(default=False)
    is_divided = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "key"], name="stock_pool_key")]
        indexes = [models.Index(fields=["organization_id", "item"], name="stock_pool_item")]


class PoolCheckpoint(TenantModel):
    """The state of a pool after the movement at `order`, kept every few hundred movements. Derived."""

    pool = OrganizationForeignKey(CostPool, on_delete=models.CASCADE, related_name="checkpoints")
    day = models.DateField()
    order = models.TextField()
    state = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["organization_id", "pool", "day"], name="stock_checkpoint_day")]
