"""Add the cost of a bill's line to the value of goods."""

from daicho.kernel.context import Ctx
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work
from daicho.purchases.commands._landed_cost import post_landed_cost, prepared, write_parts
from daicho.purchases.core.landed_cost import ENTITY, LandedCostFields
from daicho.purchases.models import LandedCost


def allocate_landed_cost(ctx: Ctx, *, fields: LandedCostFields) -> int:
    """Move the cost, or a part of it, to the lots of a bill, also where they were sold since; return its id.

    Raises NotFound, InvalidInput, RuleBroken (see `_landed_cost.prepared`; 4310: the day is locked).
    """
    ctx.require("bills.edit")
    with unit_of_work(ctx) as unit:
        cost = prepared(ctx, fields, None)
        landed_cost_id = new_id()
        row = LandedCost(
            id=landed_cost_id,
            organization_id=ctx.organization_id,
            bill_id=cost.bill.id,
            source_line_id=cost.source_line.id,
            method=cost.method,
            description=fields.get("description", "")[:2000],
            created_by_id=ctx.actor.user_id,
            created_at=ctx.now,
            modified_at=ctx.now,
        )
        LandedCost.objects.bulk_create([row])
        parts = write_parts(ctx, landed_cost_id, cost)
        post_landed_cost(ctx, landed_cost_id, cost.source, cost.source_line, parts)
        after = {"bill_id": cost.bill.id, "source_line_id": cost.source_line.id, "method": cost.method}
        unit.record(ENTITY, landed_cost_id, "created", after=after | {"amount": sum(cost.amounts.values())})
        unit.record("bill", cost.bill.id, "given landed cost", after={"amount": sum(cost.amounts.values())})
    return landed_cost_id
