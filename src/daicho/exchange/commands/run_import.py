"""Checking or carrying out an import."""

from collections.abc import Mapping

from daicho.exchange.commands._load import load, read_table, refused_at_last
from daicho.exchange.commands.locks import found_batch, locked_batch
from daicho.exchange.core.mapping import checked_mapping
from daicho.exchange.core.outcome import Outcome
from daicho.exchange.models import ImportBatch, ImportedRecord
from daicho.exchange.queries.import_kind import import_kind
from daicho.kernel.bulk import Existing
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.files import file_content
from daicho.platform.jobs import enqueue
from daicho.platform.work import reading, unit_of_work

ALREADY_DONE = 4900
AT_ONCE = 2_000
"""Most rows that are taken while the person waits; more become a job."""
KEPT_FAULTS = 5_000
_CHANGED = [
    "mapping", "existing", "state", "created_count", "updated_count", "skipped_count", "fault_count", "faults",
    "modified_at",
]  # fmt: skip


def run_import(
    ctx: Ctx,
    *,
    batch_id: int,
    chosen: Mapping[int, str] | None = None,
    existing: Existing | None = None,
    dry_run: bool,
    in_background: bool = False,
) -> None:
    """Check the import (`dry_run`) or carry it out, all or nothing; what happened is kept with it.

    `chosen` (column from 0 → field) and `existing` replace what was chosen before. A large file is left to a job.
    Raises NotFound, InvalidInput for an impossible mapping, RuleBroken (4900) for an import that was carried out,
    (4902) where somebody else takes the same names at this moment.
    """
    ctx.require("exchange.create")
    with reading(ctx):
        batch = found_batch(batch_id)
        file, content = file_content(ctx, file_id=batch.file_id)
        kind = import_kind(ctx, name=batch.kind)
    table = read_table(file.name, content)
    with refused_at_last(), unit_of_work(ctx) as unit:
        batch = locked_batch(batch_id)
        if batch.state in {ImportBatch.State.DONE, ImportBatch.State.UNDONE}:
            raise RuleBroken(ALREADY_DONE, _("This file has been imported. Upload it again to import it once more."))
        mapping = checked_mapping(kind, table.header, dict(enumerate(batch.mapping)) if chosen is None else chosen)
        mode: Existing = existing or ("skip" if batch.existing == "skip" else "update")
        batch.mapping, batch.existing, batch.modified_at = mapping, mode, ctx.now
        if len(table.rows) > AT_ONCE and not in_background:
            batch.state = ImportBatch.State.WAITING
            person = {"user_id": ctx.actor.user_id, "name": ctx.actor.name}
            enqueue(ctx, "exchange.import", {"batch_id": batch_id, "dry_run": dry_run, **person})
        else:
            outcome = load(ctx, kind, table, mapping, existing=mode, dry_run=dry_run)
            _keep(ctx, batch, outcome, done=not dry_run and not outcome.faults)
        ImportBatch.objects.bulk_update([batch], _CHANGED)
        after = {"created": batch.created_count, "updated": batch.updated_count, "faults": batch.fault_count}
        unit.record("import", batch_id, str(batch.state), after=after)


def _keep(ctx: Ctx, batch: ImportBatch, outcome: Outcome, *, done: bool) -> None:
    """Keep with the import what happened, or would happen."""
    batch.state = ImportBatch.State.DONE if done else ImportBatch.State.CHECKED
    batch.created_count, batch.updated_count = len(outcome.created), len(outcome.updated)
    batch.skipped_count, batch.fault_count = outcome.skipped, len(outcome.faults)
    batch.faults = [
        [
            fault.number,
            fault.column,
            fault.error.message,
            {name: str(value) for name, value in fault.error.parameters.items()},
        ]
        for fault in outcome.faults[:KEPT_FAULTS]
    ]
    if done:
        ImportedRecord.objects.bulk_create(
            [
                ImportedRecord(organization_id=ctx.organization_id, batch=batch, record_id=record_id)
                for record_id in outcome.created
            ],
            batch_size=500,
        )
