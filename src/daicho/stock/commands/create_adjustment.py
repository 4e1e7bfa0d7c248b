"""A new inventory adjustment."""

from daicho.kernel.context import Ctx
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work
from daicho.stock.commands._adjustment import incoming, line_rows, post_adjustment, prepared, snapshot
from daicho.stock.commands._document import document_number
from daicho.stock.commands._line_batches import batched_lines, keep_line_batches
from daicho.stock.commands._state import refuse_unapproved
from daicho.stock.core.adjustment import ENTITY, AdjustmentFields
from daicho.stock.core.approval import State
from daicho.stock.models import Adjustment, AdjustmentLine


def create_adjustment(ctx: Ctx, *, fields: AdjustmentFields, is_draft: bool = False) -> int:
    """Make an adjustment, carried out at once unless it is a draft; return its id.

    Raises InvalidInput with every fault at once; RuleBroken: 4016 without lines, 4954 approval first, 4310 for a locked
    day, 4953 where stock would go below zero and may not, 4958 for a change of value without stock.
    """
    ctx.require("adjustments.create")
    with unit_of_work(ctx) as unit:
        profile = organization_profile(ctx)
        adjustment = prepared(ctx, fields, None, profile)
        day = adjustment.columns["date"]
        state = State.DRAFT if is_draft else State.ADJUSTED
        refuse_unapproved(ctx, "adjustments", State.DRAFT, state)
        check_open_day(ctx, scope=Scope.ACCOUNTS, days=[] if is_draft else [day])
        adjustment_id = new_id()
        custom = set_custom_values(
            ctx, entity=ENTITY, entity_id=adjustment_id, given=fields.get("custom_fields"), is_new=True
        )
        number = document_number(ctx, Adjustment, ENTITY, fields.get("number", ""), day, profile)
        row = Adjustment(
            id=adjustment_id,
            organization_id=ctx.organization_id,
            number=number,
            state=state,
            created_by_id=ctx.actor.user_id,
            created_at=ctx.now,
            modified_at=ctx.now,
            **adjustment.columns,
        )
        Adjustment.objects.bulk_create([row])
        AdjustmentLine.objects.bulk_create(line_rows(ctx, adjustment_id, adjustment.rows))
        rows = adjustment.rows
        named = keep_line_batches(ctx, *batched_lines(fields.get("lines"), rows, (), incoming(rows)))
        post_adjustment(
            ctx,
            adjustment_id=adjustment_id,
            number=number,
            state=state,
            day=day,
            rows=rows,
            profile=profile,
            is_new=True,
        )
        told = {**snapshot(adjustment.columns, rows), **custom, **named}
        unit.record(ENTITY, adjustment_id, "created", after={"number": number, "state": state.value, **told})
    return adjustment_id
