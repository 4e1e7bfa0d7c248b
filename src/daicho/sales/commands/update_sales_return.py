"""Change a sales return."""

from daicho.documents.commands._portions import refuse_used_number
from daicho.kernel.context import Ctx
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.work import unit_of_work
from daicho.sales.commands._return import (
    NUMBER,
    header_columns,
    kept_rows,
    locked_return,
    prepared_rows,
    refuse_excess,
    refuse_undone,
    snapshot,
    write_lines,
)
from daicho.sales.core.sales_return import ENTITY, ReturnFields
from daicho.sales.models import SalesReturn

_COLUMNS = ("number", "date", "location_id", "reason", "modified_at")


def update_sales_return(ctx: Ctx, *, return_id: int, fields: ReturnFields) -> None:
    """Change a return; absent keys stay, lines are replaced as a whole.

    Raises NotFound, what `create_sales_return` raises, and RuleBroken (4823) where less would be left than was received
    or credited already.
    """
    ctx.require("salesreturns.edit")
    with unit_of_work(ctx) as unit:
        row = locked_return(return_id)
        before_rows = kept_rows(return_id)
        before = snapshot(row, before_rows)
        columns = header_columns(ctx, fields, row)
        rows = prepared_rows(ctx, row, fields.get("lines"), before_rows)
        if "lines" in fields:
            refuse_undone(ctx, return_id, rows)
            refuse_excess(ctx, row, rows)
        number = fields.get("number", "").strip() or row.number
        if number != row.number:
            refuse_used_number(ctx, SalesReturn, ENTITY, number, name=NUMBER, but=return_id)
            row.number = number
        custom = set_custom_values(
            ctx, entity=ENTITY, entity_id=return_id, given=fields.get("custom_fields"), is_new=False
        )
        for name, value in columns.items():
            setattr(row, name, value)
        row.modified_at = ctx.now
        SalesReturn.objects.bulk_update([row], list(_COLUMNS))
        if "lines" in fields:
            write_lines(ctx, return_id, rows, before_rows)
        after = {**snapshot(row, rows), **custom}
        changed = [name for name in after if before.get(name) != after[name]]
        unit.record(
            ENTITY,
            return_id,
            "updated",
            before={name: before.get(name) for name in changed},
            after={name: after[name] for name in changed},
        )
