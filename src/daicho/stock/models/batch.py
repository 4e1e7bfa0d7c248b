"""Batches and serial numbers, and how lines of documents are divided among them."""

from django.db import models

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class Batch(TenantModel):
    """A batch of an item, or one piece with its serial number where the item is kept so: a batch of one.

    It is a cost pool of its own (behaviour.md 5.8). Days and the maker's number are for batches.
    """

    item = OrganizationForeignKey("catalog.Item", on_delete=models.DO_NOTHING, related_name="+")
    number = models.CharField(max_length=100)
    manufacturer_number = models.CharField(max_length=100, blank=True)
    manufactured_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "item", "number"], name="stock_batch_number")]


class BatchLine(TenantModel):
    """So much of a document's line is of this batch.

    `line_id` is the id of the document's line, or rather that of its movement (a transfer's line has several); the id
    of this row is the `line_id` of the movement of its part.
    """

    line_id = SnowflakeField()
    batch = OrganizationForeignKey(Batch, on_delete=models.DO_NOTHING, related_name="lines")
    quantity_micro = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "line_id", "batch"], name="stock_batch_line")]
