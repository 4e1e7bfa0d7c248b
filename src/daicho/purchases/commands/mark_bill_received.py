"""Say whether the goods of a bill came with it (behaviour.md 2.8)."""

from daicho.documents.commands.locks import locked_header
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.purchases.commands.post_bills import post_bills
from daicho.purchases.kinds import BILL
from daicho.purchases.models import Bill


def mark_bill_received(ctx: Ctx, *, bill_id: int, is_received: bool = True) -> None:
    """Let the goods that no order names be in the physical stock from the bill's day on, or not any more.

    Raises NotFound, RuleBroken (4953: stock would go below zero and may not).
    """
    ctx.require("bills.edit")
    with unit_of_work(ctx) as unit:
        header = locked_header(BILL, bill_id)
        if header.is_received == is_received:
            return
        Bill.objects.filter(id=bill_id).update(is_received=is_received, modified_at=ctx.now)
        post_bills(ctx, [bill_id])
        before, after = {"is_received": not is_received}, {"is_received": is_received}
        unit.record("bill", bill_id, "updated", before=before, after=after)
