"""A file given to be imported: kept, read, its columns recognised."""

from daicho.exchange.commands._load import read_table
from daicho.exchange.core.mapping import automatic_mapping
from daicho.exchange.core.table import FILE_LIMIT
from daicho.exchange.models import ImportBatch
from daicho.exchange.queries.import_kind import import_kind
from daicho.kernel.bulk import Existing
from daicho.kernel.context import Ctx
from daicho.kernel.errors import invalid
from daicho.kernel.text import noop as _
from daicho.platform.files import store_file
from daicho.platform.work import reading, unit_of_work

_SAMPLES = 3
_SAMPLE_LENGTH = 60


def start_import(ctx: Ctx, *, kind: str, name: str, content: bytes, existing: Existing = "update") -> int:
    """Keep the file as a new import and return its id. Raises InvalidInput for a file that cannot be read, NotFound."""
    ctx.require("exchange.create")
    with reading(ctx):
        what = import_kind(ctx, name=kind)
    if len(content) > FILE_LIMIT:
        raise invalid("file", _("%(name)s must not be empty or larger than 10 MB."), {"name": name})
    table = read_table(name, content)
    with unit_of_work(ctx) as unit:
        file = store_file(ctx, field="file", name=name, content=content)
        batch = ImportBatch(
            organization_id=ctx.organization_id,
            kind=what.name,
            file_id=file.file_id,
            header=table.header,
            samples=[[cell[:_SAMPLE_LENGTH] for cell in row.cells] for row in table.rows[:_SAMPLES]],
            mapping=automatic_mapping(what, table.header),
            existing=existing,
            row_count=len(table.rows),
            created_by_name=ctx.actor.name,
            created_at=ctx.now,
            modified_at=ctx.now,
        )
        ImportBatch.objects.bulk_create([batch])
        batch_id: int = batch.id
        unit.record("import", batch_id, "created", after={"kind": kind, "file": name, "rows": len(table.rows)})
    return batch_id
