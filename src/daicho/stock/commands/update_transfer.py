"""Changing a transfer order."""

from daicho.kernel.context import Ctx
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.work import unit_of_work
from daicho.stock.commands._document import refuse_used_number
from daicho.stock.commands._line_batches import batched_lines, keep_line_batches
from daicho.stock.commands._transfer import arrival_day, kept_rows, line_rows, post_transfer, prepared, snapshot
from daicho.stock.commands.locks import locked_transfer
from daicho.stock.core.approval import State
from daicho.stock.core.transfer import ENTITY, TransferFields
from daicho.stock.models import TransferLine, TransferOrder

_COLUMNS = ("date", "from_location_id", "to_location_id", "description")
_COUNTING = frozenset({State.IN_TRANSIT, State.TRANSFERRED})


def update_transfer(ctx: Ctx, *, transfer_id: int, fields: TransferFields) -> None:
    """Change a transfer order; absent keys stay, lines are replaced as a whole. What it did is corrected.

    An approved or rejected one becomes a draft again. Raises NotFound, and what `create_transfer` raises.
    """
    ctx.require("transfers.edit")
    with unit_of_work(ctx) as unit:
        row = locked_transfer(transfer_id)
        transfer = prepared(ctx, fields, row)
        number, columns = fields.get("number", "").strip() or row.number, transfer.columns
        refuse_used_number(TransferOrder, ENTITY, number, transfer_id)
        state = State(row.state) if row.state in _COUNTING else State.DRAFT
        if (on_its_way := fields.get("is_intransit_order")) is not None and row.is_intransit_order != on_its_way:
            state = State.IN_TRANSIT if on_its_way else State.TRANSFERRED
        received_on = arrival_day(state, columns, row.received_on)
        days = [row.date, row.received_on, columns["date"], received_on]
        check_open_day(ctx, scope=Scope.ACCOUNTS, days=days if {state, row.state} & _COUNTING else [])
        old_rows = kept_rows(row)
        before = snapshot({name: getattr(row, name) for name in _COLUMNS}, old_rows)
        custom = set_custom_values(
            ctx, entity=ENTITY, entity_id=transfer_id, given=fields.get("custom_fields"), is_new=False
        )
        TransferOrder.objects.filter(id=transfer_id).update(
            number=number,
            state=state,
            received_on=received_on,
            is_intransit_order=row.is_intransit_order if on_its_way is None else on_its_way,
            modified_at=ctx.now,
            **columns,
        )
        if "lines" in fields:
            TransferLine.objects.filter(transfer_id=transfer_id).delete()
            TransferLine.objects.bulk_create(line_rows(ctx, transfer_id, transfer.rows))
        named = keep_line_batches(ctx, *batched_lines(fields.get("lines"), transfer.rows, old_rows, ()))
        told: dict[str, object] = {**custom, **named}
        post_transfer(
            ctx,
            transfer_id=transfer_id,
            number=number,
            state=state,
            columns=columns,
            received_on=received_on,
            rows=transfer.rows,
            profile=organization_profile(ctx),
        )
        after = {**snapshot(columns, transfer.rows), **told}
        changed = [name for name in after if name in told or after[name] != before[name]]
        earlier = {name: before.get(name) for name in changed}
        unit.record(ENTITY, transfer_id, "updated", before=earlier, after={name: after[name] for name in changed})
