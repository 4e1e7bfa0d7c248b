"""Receive goods of a purchase order."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import invalid
from daicho.kernel.text import noop as _
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work
from daicho.purchases.commands._order_marks import refresh_marks
from daicho.purchases.commands._receive import (
    header_columns,
    locked_order,
    post_receive,
    prepared_rows,
    receive_number,
    refuse_excess,
    refuse_unapproved,
    refuse_unissued,
    snapshot,
    write_lines,
)
from daicho.purchases.core.receive import COUNTING, ENTITY, FIRST_STATES, ReceiveFields, State
from daicho.purchases.models import PurchaseReceive


def create_purchase_receive(ctx: Ctx, *, order_id: int, fields: ReceiveFields) -> int:
    """Make a receive of an issued order and return its id; without lines everything that is still to come.

    Raises NotFound; InvalidInput with every fault at once; RuleBroken: 4851 for an order that is not issued, 4859
    approval first, 4016 without lines, 4852 for more than is still to come.
    """
    ctx.require("purchasereceives.create")
    with unit_of_work(ctx) as unit:
        order = locked_order(order_id)
        refuse_unissued(order)
        state = fields.get("state", State.RECEIVED)
        if state not in FIRST_STATES:
            raise invalid("status", _("Invalid value passed for %(field)s"), {"field": "status"})
        refuse_unapproved(ctx, State.DRAFT, state)
        profile = organization_profile(ctx)
        columns = header_columns(ctx, fields, None)
        rows = prepared_rows(ctx, order, fields.get("lines"), None)
        receive_id = new_id()
        custom = set_custom_values(
            ctx, entity=ENTITY, entity_id=receive_id, given=fields.get("custom_fields"), is_new=True
        )
        receive = PurchaseReceive(
            id=receive_id,
            organization_id=ctx.organization_id,
            number=receive_number(ctx, fields.get("number", ""), columns=columns, profile=profile),
            order_id=order_id,
            state=state,
            created_by_id=ctx.actor.user_id,
            created_at=ctx.now,
            modified_at=ctx.now,
            **columns,
        )
        PurchaseReceive.objects.bulk_create([receive])
        write_lines(ctx, receive_id, rows)
        if state in COUNTING:
            refuse_excess(ctx, order_id)
            post_receive(ctx, receive, rows, profile, is_new=True)
            refresh_marks(ctx, unit, [order_id])
        unit.record(ENTITY, receive_id, "created", after={**snapshot(receive, rows), **custom})
    return receive_id
