"""The last imports of a kind."""

from dataclasses import dataclass
from datetime import datetime

from daicho.exchange.models import ImportBatch
from daicho.kernel.context import Ctx

_LIMIT = 10


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import in a list."""

    batch_id: int
    file_name: str
    state: str
    rows: int
    created_by_name: str
    created_at: datetime


def recent_imports(ctx: Ctx, *, kind: str) -> list[ImportRow]:
    """Return the last imports of a kind, the latest first."""
    del ctx  # the organisation is in scope
    rows = ImportBatch.objects.filter(kind=kind).order_by("-created_at", "-id")
    fields = ("id", "file__name", "state", "row_count", "created_by_name", "created_at")
    return [ImportRow(*row) for row in rows.values_list(*fields)[:_LIMIT]]
