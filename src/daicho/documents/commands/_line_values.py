"""What hangs on lines: custom fields, one set for the lines of all kinds, and what a kind of document hangs there."""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.module_loading import import_string

from daicho.documents.core.kind import LINE_ENTITY, Kind
from daicho.documents.queries.draft_document import Draft
from daicho.kernel.context import Ctx
from daicho.platform.custom_fields import drop_many_custom_values, set_custom_values


def write_line_values(ctx: Ctx, draft: Draft, rows: Sequence[Any]) -> None:
    """Write what the draft says of the custom fields of its lines (`rows`); what a line does not name stays.

    Raises InvalidInput.
    """
    for line, row in zip(draft.lines, rows, strict=True):
        set_custom_values(ctx, entity=LINE_ENTITY, entity_id=row.id, given=line.custom_fields, is_new=False)


def forget_lines(ctx: Ctx, kind: Kind, line_ids: Collection[int]) -> None:
    """Drop what hangs on lines of a kind that are gone."""
    drop_many_custom_values(ctx, entity=LINE_ENTITY, entity_ids=line_ids)
    if kind.dropped and line_ids:
        import_string(kind.dropped)(ctx, line_ids)
