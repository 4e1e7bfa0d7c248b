"""Loading an import."""

from django.db.models import QuerySet

from daicho.exchange.models import ImportBatch
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _


def locked_batch(batch_id: int) -> ImportBatch:
    """Return the import, locked. Raises NotFound."""
    return _one(ImportBatch.objects.select_for_update(), batch_id)


def found_batch(batch_id: int) -> ImportBatch:
    """Return the import. Raises NotFound."""
    return _one(ImportBatch.objects.all(), batch_id)


def _one(rows: "QuerySet[ImportBatch]", batch_id: int) -> ImportBatch:
    row = rows.filter(id=batch_id).first()
    if row is None:
        raise NotFound(_("Import does not exist."))
    return row
