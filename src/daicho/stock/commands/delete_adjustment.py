"""Deleting an inventory adjustment."""

from daicho.kernel.context import Ctx
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.organizations.approvals import drop_approval
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.attachments import drop_attachments
from daicho.platform.comments import drop_comments
from daicho.platform.custom_fields import drop_custom_values
from daicho.platform.work import unit_of_work
from daicho.stock.commands._adjustment import kept_rows, post_adjustment, snapshot
from daicho.stock.commands._line_batches import keep_line_batches, none_named
from daicho.stock.commands.locks import locked_adjustment
from daicho.stock.core.adjustment import ENTITY
from daicho.stock.core.approval import State
from daicho.stock.models import Adjustment, AdjustmentLine


def delete_adjustment(ctx: Ctx, *, adjustment_id: int) -> None:
    """Delete an adjustment and take back what it did.

    Raises NotFound; RuleBroken: 4310 for a locked day, 4953 where stock would go below zero and may not.
    """
    ctx.require("adjustments.delete")
    with unit_of_work(ctx) as unit:
        row = locked_adjustment(adjustment_id)
        check_open_day(ctx, scope=Scope.ACCOUNTS, days=[row.date] if row.state == State.ADJUSTED else [])
        rows = kept_rows(row)
        before = snapshot({"number": row.number, "date": row.date, "state": row.state}, rows)
        post_adjustment(
            ctx,
            adjustment_id=adjustment_id,
            number=row.number,
            state="",
            day=row.date,
            rows=[],
            profile=organization_profile(ctx),
        )
        keep_line_batches(ctx, [], [none_named(line) for line in rows])
        for drop in (drop_attachments, drop_comments, drop_custom_values, drop_approval):
            drop(ctx, entity=ENTITY, entity_id=adjustment_id)
        AdjustmentLine.objects.filter(adjustment_id=adjustment_id).delete()
        Adjustment.objects.filter(id=adjustment_id).delete()
        unit.record(ENTITY, adjustment_id, "deleted", before=before)
