"""A new transfer order."""

from daicho.kernel.context import Ctx
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work
from daicho.stock.commands._document import document_number
from daicho.stock.commands._line_batches import batched_lines, keep_line_batches
from daicho.stock.commands._state import refuse_unapproved
from daicho.stock.commands._transfer import arrival_day, line_rows, post_transfer, prepared, snapshot
from daicho.stock.core.approval import State
from daicho.stock.core.transfer import ENTITY, TransferFields
from daicho.stock.models import TransferLine, TransferOrder

_STATES = {None: State.DRAFT, True: State.IN_TRANSIT, False: State.TRANSFERRED}


def create_transfer(ctx: Ctx, *, fields: TransferFields) -> int:
    """Make a transfer order and return its id; `is_intransit_order` says whether the goods leave, or arrive, at once.

    Raises InvalidInput with every fault at once; RuleBroken: 4016 without lines, 4954 approval first, 4310 for a locked
    day, 4953 where stock would go below zero and may not.
    """
    ctx.require("transfers.create")
    with unit_of_work(ctx) as unit:
        profile = organization_profile(ctx)
        transfer = prepared(ctx, fields, None)
        state = _STATES[fields.get("is_intransit_order")]
        refuse_unapproved(ctx, "transfers", State.DRAFT, state)
        received_on = arrival_day(state, transfer.columns, None)
        day = transfer.columns["date"]
        check_open_day(ctx, scope=Scope.ACCOUNTS, days=[] if state is State.DRAFT else [day])
        transfer_id = new_id()
        custom = set_custom_values(
            ctx, entity=ENTITY, entity_id=transfer_id, given=fields.get("custom_fields"), is_new=True
        )
        number = document_number(ctx, TransferOrder, ENTITY, fields.get("number", ""), day, profile)
        row = TransferOrder(
            id=transfer_id,
            organization_id=ctx.organization_id,
            number=number,
            state=state,
            received_on=received_on,
            is_intransit_order=fields.get("is_intransit_order") is not False,
            created_by_id=ctx.actor.user_id,
            created_at=ctx.now,
            modified_at=ctx.now,
            **transfer.columns,
        )
        TransferOrder.objects.bulk_create([row])
        TransferLine.objects.bulk_create(line_rows(ctx, transfer_id, transfer.rows))
        named = keep_line_batches(ctx, *batched_lines(fields.get("lines"), transfer.rows, (), ()))
        post_transfer(
            ctx,
            transfer_id=transfer_id,
            number=number,
            state=state,
            columns=transfer.columns,
            received_on=received_on,
            rows=transfer.rows,
            profile=profile,
            is_new=True,
        )
        after = {"number": number, "state": state.value, **snapshot(transfer.columns, transfer.rows), **custom, **named}
        unit.record(ENTITY, transfer_id, "created", after=after)
    return transfer_id
