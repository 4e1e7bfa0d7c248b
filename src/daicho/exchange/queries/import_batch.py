"""One import."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from daicho.exchange.models import ImportBatch
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _


@dataclass(frozen=True, slots=True)
class KeptFault:
    """What was wrong in a row; `message` is a msgid."""

    number: int
    column: str
    message: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BatchView:
    """An import as its page shows it. `state`: new, waiting, checked, done, undone."""

    batch_id: int
    kind: str
    file_id: int
    file_name: str
    header: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    mapping: tuple[str, ...]
    existing: str
    state: str
    rows: int
    created: int
    updated: int
    skipped: int
    fault_count: int
    faults: tuple[KeptFault, ...]
    created_by_name: str
    created_at: datetime


def import_batch(ctx: Ctx, *, batch_id: int) -> BatchView:
    """Return an import with its faults. Raises NotFound."""
    del ctx  # the organisation is in scope
    row = ImportBatch.objects.select_related("file").filter(id=batch_id).first()
    if row is None:
        raise NotFound(_("Import does not exist."))
    return BatchView(
        batch_id=row.id,
        kind=row.kind,
        file_id=row.file_id,
        file_name=row.file.name,
        header=tuple(row.header),
        samples=tuple(tuple(sample) for sample in row.samples),
        mapping=tuple(row.mapping),
        existing=row.existing,
        state=row.state,
        rows=row.row_count,
        created=row.created_count,
        updated=row.updated_count,
        skipped=row.skipped_count,
        fault_count=row.fault_count,
        faults=tuple(KeptFault(*fault) for fault in row.faults),
        created_by_name=row.created_by_name,
        created_at=row.created_at,
    )
