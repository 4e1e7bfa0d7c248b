"""Delete a receive of a sales return: its goods leave the physical stock again."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound, RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.platform.work import unit_of_work
from daicho.sales.commands._return import locked_return
from daicho.sales.commands._return_receive import post_receive, snapshot_of, stored_rows
from daicho.sales.core.rules import RETURN_IN_USE
from daicho.sales.core.sales_return import ENTITY, RECEIVE_ENTITY
from daicho.sales.models import SalesReturn, SalesReturnReceive, SalesReturnReceiveLine
from daicho.sales.queries.return_progress import return_progress


def delete_return_receive(ctx: Ctx, *, receive_id: int) -> None:
    """Delete a receive.

    Raises NotFound; RuleBroken: 4823 where its goods are credited already, 4310 on a locked day, 4953 where stock
    would go below zero and may not.
    """
    ctx.require("salesreturns.delete")
    with unit_of_work(ctx) as unit:
        return_id = SalesReturnReceive.objects.filter(id=receive_id).values_list("sales_return_id", flat=True).first()
        if return_id is not None:
            locked_return(return_id)
        receive = SalesReturnReceive.objects.filter(id=receive_id).first()
        if receive is None:
            raise NotFound(_("%(entity)s does not exist."), {"entity": _("Sales return receive")})
        check_open_day(ctx, scope=Scope.SALES, days=[receive.date])
        rows = stored_rows(receive_id)
        before = snapshot_of(receive, rows)
        gone = {row.return_line_id: row.quantity for row in rows}
        for line in return_progress(ctx, return_ids=[receive.sales_return_id])[receive.sales_return_id]:
            if line.credited > line.received - gone.get(line.line_id, 0) and line.line_id in gone:
                message = _("Goods of this receive are on a credit note already; delete that first.")
                raise RuleBroken(RETURN_IN_USE, message)
        post_receive(ctx, receive, [])
        SalesReturnReceiveLine.objects.filter(receive_id=receive_id).delete()
        SalesReturnReceive.objects.filter(id=receive_id).delete()
        SalesReturn.objects.filter(id=receive.sales_return_id).update(modified_at=ctx.now)
        unit.record(RECEIVE_ENTITY, receive_id, "deleted", before=before)
        unit.record(ENTITY, receive.sales_return_id, "receive deleted", before={"receive": receive.number})
