"""Change a purchase receive."""

from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.work import unit_of_work
from daicho.purchases.commands._order_marks import refresh_marks
from daicho.purchases.commands._receive import (
    header_columns,
    kept_rows,
    locked_receive,
    post_receive,
    prepared_rows,
    refuse_excess,
    refuse_used_receive_number,
    snapshot,
    write_lines,
)
from daicho.purchases.core.receive import COUNTING, ENTITY, ReceiveFields, State
from daicho.purchases.models import PurchaseReceive

_COLUMNS = ("number", "state", "date", "location_id", "notes", "modified_at")


def update_purchase_receive(ctx: Ctx, *, receive_id: int, fields: ReceiveFields) -> None:
    """Change a receive; absent keys stay, lines are replaced as a whole. The stock follows.

    An approved or rejected one becomes a draft again. Raises NotFound, and what `create_purchase_receive` raises.
    """
    ctx.require("purchasereceives.edit")
    with unit_of_work(ctx) as unit:
        receive = locked_receive(receive_id)
        before_rows = kept_rows(receive)
        before = snapshot(receive, before_rows)
        columns = header_columns(ctx, fields, receive)
        rows = prepared_rows(ctx, receive.order, fields.get("lines"), receive)
        number = fields.get("number", "").strip() or receive.number
        if number != receive.number:
            refuse_used_receive_number(ctx, number, receive_id)
        custom = set_custom_values(
            ctx, entity=ENTITY, entity_id=receive_id, given=fields.get("custom_fields"), is_new=False
        )
        receive.number, receive.modified_at = number, ctx.now
        if receive.state not in COUNTING:
            receive.state = State.DRAFT
        for name, value in columns.items():
            setattr(receive, name, value)
        PurchaseReceive.objects.bulk_update([receive], list(_COLUMNS))
        if "lines" in fields:
            write_lines(ctx, receive_id, rows)
        if receive.state in COUNTING:
            refuse_excess(ctx, receive.order_id)
            post_receive(ctx, receive, rows, organization_profile(ctx))
            refresh_marks(ctx, unit, [receive.order_id])
        after = {**snapshot(receive, rows), **custom}
        changed = [name for name in after if before.get(name) != after[name]]
        unit.record(
            ENTITY,
            receive_id,
            "updated",
            before={name: before.get(name) for name in changed},
            after={name: after[name] for name in changed},
        )
