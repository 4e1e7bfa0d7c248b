"""Deleting transfer orders."""

from collections.abc import Sequence

from daicho.kernel.context import Ctx
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.organizations.approvals import drop_approval
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.attachments import drop_attachments
from daicho.platform.comments import drop_comments
from daicho.platform.custom_fields import drop_custom_values
from daicho.platform.work import unit_of_work
from daicho.stock.commands._line_batches import keep_line_batches, none_named
from daicho.stock.commands._transfer import kept_rows, post_transfer, snapshot
from daicho.stock.commands.locks import locked_transfer
from daicho.stock.core.approval import State
from daicho.stock.core.transfer import ENTITY
from daicho.stock.models import TransferLine, TransferOrder


def delete_transfers(ctx: Ctx, *, transfer_ids: Sequence[int]) -> None:
    """Delete transfer orders, all or none; the goods are back where they came from.

    Raises NotFound; RuleBroken: 4310 for a locked day, 4953 where stock would go below zero and may not.
    """
    ctx.require("transfers.delete")
    with unit_of_work(ctx) as unit:
        profile = organization_profile(ctx)
        for transfer_id in sorted(set(transfer_ids)):
            row = locked_transfer(transfer_id)
            counts = row.state in {State.IN_TRANSIT, State.TRANSFERRED}
            check_open_day(ctx, scope=Scope.ACCOUNTS, days=[row.date, row.received_on] if counts else [])
            rows = kept_rows(row)
            before = snapshot({"number": row.number, "date": row.date, "state": row.state}, rows)
            post_transfer(
                ctx,
                transfer_id=transfer_id,
                number=row.number,
                state=None,
                columns={},
                received_on=None,
                rows=[],
                profile=profile,
            )
            keep_line_batches(ctx, [], [none_named(line) for line in rows])
            for drop in (drop_attachments, drop_comments, drop_custom_values, drop_approval):
                drop(ctx, entity=ENTITY, entity_id=transfer_id)
            TransferLine.objects.filter(transfer_id=transfer_id).delete()
            TransferOrder.objects.filter(id=transfer_id).delete()
            unit.record(ENTITY, transfer_id, "deleted", before=before)
