"""What hangs on lines: custom fields, one set for the lines of all kinds, batches, and what a kind hangs there."""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.module_loading import import_string

from daicho.documents.core.kind import LINE_ENTITY, Kind
from daicho.documents.queries.draft_document import Draft
from daicho.kernel.context import Ctx
from daicho.platform.custom_fields import drop_many_custom_values, set_custom_values
from daicho.stock.commands.keep_batches import keep_batches
from daicho.stock.core.batches import BatchedLine


def write_line_values(ctx: Ctx, kind: Kind, draft: Draft, rows: Sequence[Any]) -> None:
    """Write custom fields and batches that the draft has for its lines (`rows`); what a line does not name stays.

    Raises InvalidInput.
    """
    for line, row in zip(draft.lines, rows, strict=True):
        set_custom_values(ctx, entity=LINE_ENTITY, entity_id=row.id, given=line.custom_fields, is_new=False)
    named = [
        BatchedLine((row.id,), row.item_id or 0, f"line_items[{line.index}]", line.batches)
        for line, row in zip(draft.lines, rows, strict=True)
        if line.batches or (line.line_id and line.batches is not None)
    ]
    _keep_batches(ctx, kind, named)


def forget_lines(ctx: Ctx, kind: Kind, line_ids: Collection[int]) -> None:
    """Drop what hangs on lines of a kind that are gone."""
    drop_many_custom_values(ctx, entity=LINE_ENTITY, entity_ids=line_ids)
    if kind.dropped and line_ids:
        import_string(kind.dropped)(ctx, line_ids)
    _keep_batches(ctx, kind, [BatchedLine(tuple(line_ids), 0, "", ())] if line_ids else [])


def _keep_batches(ctx: Ctx, kind: Kind, lines: Sequence[BatchedLine]) -> None:
    if lines and kind.books is not None:
        keep_batches(ctx, lines=lines, makes=kind.brings_goods)
