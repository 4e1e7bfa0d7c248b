"""Lead a transfer order from one state to another."""

from datetime import date

from daicho.kernel.context import Ctx
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.organizations.approvals import paper_of
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import unit_of_work
from daicho.stock.commands._state import lead, moved_state, permission_of
from daicho.stock.commands._transfer import arrival_day, kept_rows, post_transfer
from daicho.stock.commands.locks import locked_transfer
from daicho.stock.core.approval import TRANSFER_MOVES, Action, State
from daicho.stock.core.transfer import ENTITY
from daicho.stock.models import TransferOrder

_COUNTING = frozenset({State.IN_TRANSIT, State.TRANSFERRED})


def change_transfer_state(
    ctx: Ctx,
    *,
    transfer_id: int,
    action: Action,
    day: date | None = None,
    reason: str = "",
    is_final: bool = False,
) -> None:
    """Submit, approve, reject, send off, receive on `day` or make a draft again; one that is there is left alone.

    `is_final` skips the levels of approval that are left. Raises NotFound; InvalidInput for a day before the goods
    left; RuleBroken: 4955 not from this state, 4954 approval first, 4957 own document, 4014 and 4015 another's turn,
    4310 for a locked day, 4953 where stock would go below zero and may not.
    """
    ctx.require(permission_of("transfers", action))
    with unit_of_work(ctx) as unit:
        row = locked_transfer(transfer_id)
        move = TRANSFER_MOVES[action]
        values = moved_state(ctx, row, "transfers", move, action, reason)
        if not values:
            return
        if (told := lead(ctx, unit, paper_of("transfers", ENTITY, row), action, is_final=is_final)) is None:
            return
        columns = {"date": row.date, "from_location_id": row.from_location_id, "to_location_id": row.to_location_id}
        received_on = arrival_day(move.target, columns, day)
        TransferOrder.objects.filter(id=transfer_id).update(**values, received_on=received_on)
        if {State(row.state), move.target} & _COUNTING:
            check_open_day(ctx, scope=Scope.ACCOUNTS, days=_days(row, received_on))
            post_transfer(
                ctx,
                transfer_id=transfer_id,
                number=row.number,
                state=move.target,
                columns=columns,
                received_on=received_on,
                rows=kept_rows(row),
                profile=organization_profile(ctx),
            )
        after = {"state": values["state"], **told} | ({"received_on": received_on} if received_on else {})
        after |= {"reason": values["state_reason"]} if reason else {}
        unit.record(ENTITY, transfer_id, move.done, before={"state": row.state}, after=after)


def _days(row: TransferOrder, received_on: date | None) -> list[date | None]:
    """Return the days on which something changes: goods that are on their way already left on a day that stays."""
    stays = row.state == State.IN_TRANSIT and received_on not in {None, row.date}
    return [received_on] if stays else [row.date, row.received_on, received_on]
