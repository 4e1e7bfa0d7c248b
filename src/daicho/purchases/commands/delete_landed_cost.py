"""Take a landed cost back."""

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.purchases.commands._landed_cost import locked_landed_cost, post_landed_cost
from daicho.purchases.core.landed_cost import ENTITY
from daicho.purchases.models import Bill, LandedCost, LandedCostPart


def delete_landed_cost(ctx: Ctx, *, bill_id: int, landed_cost_id: int) -> None:
    """Let the lots cost what they did without it. Raises NotFound, RuleBroken (4310: the day is locked)."""
    ctx.require("bills.edit")
    with unit_of_work(ctx) as unit:
        row = locked_landed_cost(bill_id, landed_cost_id)
        source = Bill.objects.get(id=row.source_line.document_id)
        post_landed_cost(ctx, landed_cost_id, source, row.source_line, [])
        LandedCostPart.objects.filter(landed_cost_id=landed_cost_id).delete()
        LandedCost.objects.filter(id=landed_cost_id).delete()
        before = {"bill_id": bill_id, "source_bill_id": source.id, "method": row.method}
        unit.record(ENTITY, landed_cost_id, "deleted", before=before)
