"""Change how a landed cost is allocated."""

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.purchases.commands._landed_cost import locked_landed_cost, post_landed_cost, prepared, write_parts
from daicho.purchases.core.landed_cost import ENTITY, LandedCostFields
from daicho.purchases.models import LandedCost


def change_landed_cost(ctx: Ctx, *, bill_id: int, landed_cost_id: int, fields: LandedCostFields) -> None:
    """Allocate again what `fields` say. Raises NotFound, InvalidInput, RuleBroken (see `allocate_landed_cost`)."""
    ctx.require("bills.edit")
    with unit_of_work(ctx) as unit:
        row = locked_landed_cost(bill_id, landed_cost_id)
        cost = prepared(ctx, {**fields, "bill_id": bill_id}, row)
        LandedCost.objects.filter(id=landed_cost_id).update(
            source_line_id=cost.source_line.id,
            method=cost.method,
            description=fields.get("description", row.description)[:2000],
            modified_at=ctx.now,
        )
        parts = write_parts(ctx, landed_cost_id, cost)
        post_landed_cost(ctx, landed_cost_id, cost.source, cost.source_line, parts)
        after = {"method": cost.method, "amount": sum(cost.amounts.values())}
        unit.record(ENTITY, landed_cost_id, "updated", before={"method": row.method}, after=after)
