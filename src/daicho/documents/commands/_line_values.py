"""Custom fields of lines: one set of fields for the lines of all kinds of documents."""

from collections.abc import Collection, Sequence
from typing import Any

from daicho.documents.core.kind import LINE_ENTITY
from daicho.documents.queries.draft_document import Draft
from daicho.kernel.context import Ctx
from daicho.platform.custom_fields import drop_many_custom_values, set_custom_values


def write_line_values(ctx: Ctx, draft: Draft, rows: Sequence[Any], *, gone: Collection[int] = ()) -> None:
    """Write what the draft says of the custom fields of its lines (`rows`), and drop those of lines that are `gone`.

    What a line does not name stays. Raises InvalidInput.
    """
    drop_many_custom_values(ctx, entity=LINE_ENTITY, entity_ids=gone)
    for line, row in zip(draft.lines, rows, strict=True):
        set_custom_values(ctx, entity=LINE_ENTITY, entity_id=row.id, given=line.custom_fields, is_new=False)
