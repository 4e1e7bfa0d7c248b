"""Receive goods that a customer sends back."""

from daicho.documents.commands._portions import series_number
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work
from daicho.sales.commands._return import locked_return
from daicho.sales.commands._return_receive import post_receive, received_rows, snapshot_of, write_rows
from daicho.sales.core.rules import RETURN_NOT_APPROVED
from daicho.sales.core.sales_return import ENTITY, RECEIVE_ENTITY, ReturnReceiveFields, State
from daicho.sales.models import SalesReturn, SalesReturnReceive


def receive_sales_return(ctx: Ctx, *, return_id: int, fields: ReturnReceiveFields) -> int:
    """Take goods of an approved return into the physical stock and return the receive's id.

    Without lines everything arrives that is still to come. Raises NotFound; InvalidInput with every fault at once;
    RuleBroken: 4820 for a draft, 4016 without lines, 4822 for more than is still to come, 4310 on a locked day.
    """
    ctx.require("salesreturns.edit")
    with unit_of_work(ctx) as unit:
        row = locked_return(return_id)
        if row.state != State.APPROVED:
            raise RuleBroken(RETURN_NOT_APPROVED, _("Only an approved sales return can be received or credited."))
        rows = received_rows(ctx, row, fields)
        day = fields.get("date") or ctx.today
        check_open_day(ctx, scope=Scope.SALES, days=[day])
        receive = SalesReturnReceive(
            id=new_id(),
            organization_id=ctx.organization_id,
            number=series_number(
                ctx,
                SalesReturnReceive,
                RECEIVE_ENTITY,
                fields.get("number", ""),
                name="receive_number",
                day=day,
                profile=organization_profile(ctx),
            ),
            sales_return_id=return_id,
            date=day,
            notes=fields.get("notes", "").strip(),
            created_by_id=ctx.actor.user_id,
            created_at=ctx.now,
            modified_at=ctx.now,
        )
        SalesReturnReceive.objects.bulk_create([receive])
        write_rows(ctx, receive.id, rows)
        post_receive(ctx, receive, rows, is_new=True)
        SalesReturn.objects.filter(id=return_id).update(modified_at=ctx.now)
        unit.record(RECEIVE_ENTITY, receive.id, "created", after=snapshot_of(receive, rows))
        unit.record(ENTITY, return_id, "received", after={"receive": receive.number})
    return int(receive.id)
