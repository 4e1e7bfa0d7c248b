"""Imports, and what each of them made."""

from django.db import models

from daicho.platform.db.fields import OrganizationForeignKey, SnowflakeField
from daicho.platform.db.models import TenantModel


class ImportBatch(TenantModel):
    """One file that was given to be imported. `faults` are lists (row, column, msgid, parameters), the first of them.

    `header` and `samples` show the file's first lines; `mapping` holds for each column the key of its field.
    `fault_count` counts all faults.
    """

    class State(models.TextChoices):
        """new → (waiting →) checked → (waiting →) done → undone."""

        NEW = "new"
        WAITING = "waiting"
        CHECKED = "checked"
        DONE = "done"
        UNDONE = "undone"

    kind = models.CharField(max_length=20)
    file = OrganizationForeignKey("platform.StoredFile", on_delete=models.PROTECT, related_name="+")
    header = models.JSONField()
    samples = models.JSONField()
    mapping = models.JSONField()
    existing = models.CharField(max_length=6)
    state = models.CharField(max_length=8, choices=State.choices, default=State.NEW)
    row_count = models.PositiveIntegerField()
    created_count = models.PositiveIntegerField(default=0)
    updated_count = models.PositiveIntegerField(default=0)
    skipped_count = models.PositiveIntegerField(default=0)
    fault_count = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    created_by_name = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization_id", "kind", "created_at"], name="exchange_batch_by_kind")]


class ImportedRecord(TenantModel):
    """A record that an import created; what undoing it takes away."""

    batch = OrganizationForeignKey("exchange.ImportBatch", on_delete=models.CASCADE, related_name="records")
    record_id = SnowflakeField()

    class Meta:
        indexes = [models.Index(fields=["organization_id", "batch"], name="exchange_record_by_batch")]
