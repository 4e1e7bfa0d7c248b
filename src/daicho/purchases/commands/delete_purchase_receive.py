"""Delete a purchase receive: its goods leave the physical stock again."""

from daicho.kernel.context import Ctx
from daicho.organizations.approvals import drop_approval
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.attachments import drop_attachments
from daicho.platform.comments import drop_comments
from daicho.platform.custom_fields import drop_custom_values
from daicho.platform.work import unit_of_work
from daicho.purchases.commands._order_marks import refresh_marks
from daicho.purchases.commands._receive import kept_rows, locked_receive, post_receive, snapshot
from daicho.purchases.core.receive import COUNTING, ENTITY
from daicho.purchases.models import PurchaseReceive, PurchaseReceiveLine


def delete_purchase_receive(ctx: Ctx, *, receive_id: int) -> None:
    """Delete a receive. Raises NotFound, RuleBroken (4953: stock would go below zero and may not)."""
    ctx.require("purchasereceives.delete")
    with unit_of_work(ctx) as unit:
        receive = locked_receive(receive_id)
        rows = kept_rows(receive)
        before = snapshot(receive, rows)
        if receive.state in COUNTING:
            post_receive(ctx, receive, [], organization_profile(ctx))
        for drop in (drop_attachments, drop_comments, drop_custom_values, drop_approval):
            drop(ctx, entity=ENTITY, entity_id=receive_id)
        PurchaseReceiveLine.objects.filter(receive_id=receive_id).delete()
        PurchaseReceive.objects.filter(id=receive_id).delete()
        refresh_marks(ctx, unit, [receive.order_id])
        unit.record(ENTITY, receive_id, "deleted", before=before)
