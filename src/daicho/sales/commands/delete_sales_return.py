"""Delete a sales return."""

from daicho.kernel.context import Ctx
from daicho.platform.attachments import drop_attachments
from daicho.platform.comments import drop_comments
from daicho.platform.custom_fields import drop_custom_values
from daicho.platform.work import unit_of_work
from daicho.sales.commands._return import kept_rows, locked_return, refuse_undone, snapshot
from daicho.sales.core.sales_return import ENTITY
from daicho.sales.models import CreditNoteLine, SalesReturn, SalesReturnLine


def delete_sales_return(ctx: Ctx, *, return_id: int) -> None:
    """Delete a return; void credit notes of it stay. Raises NotFound, RuleBroken (4823: received or credited)."""
    ctx.require("salesreturns.delete")
    with unit_of_work(ctx) as unit:
        row = locked_return(return_id)
        rows = kept_rows(return_id)
        refuse_undone(ctx, return_id)
        before = snapshot(row, rows)
        for drop in (drop_attachments, drop_comments, drop_custom_values):
            drop(ctx, entity=ENTITY, entity_id=return_id)
        CreditNoteLine.objects.filter(return_line_id__in=[line.line_id for line in rows]).update(return_line=None)
        SalesReturnLine.objects.filter(sales_return_id=return_id).delete()
        SalesReturn.objects.filter(id=return_id).delete()
        unit.record(ENTITY, return_id, "deleted", before=before)
