"""Changing an inventory adjustment."""

from daicho.kernel.context import Ctx
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.work import unit_of_work
from daicho.stock.commands._adjustment import incoming, kept_rows, line_rows, post_adjustment, prepared, snapshot
from daicho.stock.commands._document import refuse_used_number
from daicho.stock.commands._line_batches import batched_lines, keep_line_batches
from daicho.stock.commands.locks import locked_adjustment
from daicho.stock.core.adjustment import ENTITY, AdjustmentFields
from daicho.stock.core.approval import State
from daicho.stock.models import Adjustment, AdjustmentLine

_COLUMNS = ("adjustment_type", "date", "reason_id", "location_id", "account_id", "reference", "description")


def update_adjustment(ctx: Ctx, *, adjustment_id: int, fields: AdjustmentFields) -> None:
    """Change an adjustment; absent keys stay, lines are replaced as a whole. What it did is corrected.

    An approved or rejected one becomes a draft again. Raises NotFound, and what `create_adjustment` raises.
    """
    ctx.require("adjustments.edit")
    with unit_of_work(ctx) as unit:
        row = locked_adjustment(adjustment_id)
        profile = organization_profile(ctx)
        adjustment = prepared(ctx, fields, row, profile)
        number, day = fields.get("number", "").strip() or row.number, adjustment.columns["date"]
        refuse_used_number(Adjustment, ENTITY, number, adjustment_id)
        counts = row.state == State.ADJUSTED
        check_open_day(ctx, scope=Scope.ACCOUNTS, days=[row.date, day] if counts else [])
        old_rows = kept_rows(row)
        before = snapshot({name: getattr(row, name) for name in _COLUMNS}, old_rows)
        custom = set_custom_values(
            ctx, entity=ENTITY, entity_id=adjustment_id, given=fields.get("custom_fields"), is_new=False
        )
        state = State(row.state) if counts else State.DRAFT
        Adjustment.objects.filter(id=adjustment_id).update(
            number=number, state=state, modified_at=ctx.now, **adjustment.columns
        )
        if "lines" in fields:
            AdjustmentLine.objects.filter(adjustment_id=adjustment_id).delete()
            AdjustmentLine.objects.bulk_create(line_rows(ctx, adjustment_id, adjustment.rows))
        batched = batched_lines(fields.get("lines"), adjustment.rows, old_rows, incoming(adjustment.rows))
        told: dict[str, object] = {**custom, **keep_line_batches(ctx, *batched)}
        post_adjustment(
            ctx,
            adjustment_id=adjustment_id,
            number=number,
            state=state,
            day=day,
            rows=adjustment.rows,
            profile=profile,
        )
        after = {**snapshot(adjustment.columns, adjustment.rows), **told}
        changed = [name for name in after if name in told or after[name] != before[name]]
        unit.record(
            ENTITY,
            adjustment_id,
            "updated",
            before={name: before.get(name) for name in changed},
            after={name: after[name] for name in changed},
        )
