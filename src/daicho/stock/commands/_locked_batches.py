"""Batches that commands of this package change."""

from collections.abc import Collection, Sequence

from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.stock.models import Batch


def locked_batches(batch_ids: Collection[int]) -> Sequence[Batch]:
    """Return these batches for changing, in the order of their ids. Raises NotFound where one is missing."""
    rows = list(Batch.objects.select_for_update().filter(id__in=set(batch_ids)).order_by("id"))
    if len(rows) < len(set(batch_ids)):
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Batch")})
    return rows
