"""Lead an assembly from one state to another."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import unit_of_work
from daicho.stock.commands._assembly import kept_rows, plan_of, post_assembly
from daicho.stock.commands.locks import locked_assembly
from daicho.stock.core.approval import ASSEMBLY_MOVES, Action, State
from daicho.stock.core.assembly import ENTITY
from daicho.stock.core.rules import WRONG_STATE
from daicho.stock.models import Assembly


def change_assembly_state(ctx: Ctx, *, assembly_id: int, action: Action) -> None:
    """Confirm an assembly, carry it out, or take it back to a draft; one that is there already is left alone.

    Raises NotFound; RuleBroken: 4955 not from this state, 4310 for a locked day, 4953 where a component is not there,
    or where stock would go below zero and may not.
    """
    ctx.require("assemblies.edit")
    with unit_of_work(ctx) as unit:
        row, move = locked_assembly(assembly_id), ASSEMBLY_MOVES[action]
        if row.state == move.target:
            return
        if State(row.state) not in move.sources:
            raise RuleBroken(WRONG_STATE, move.refused)
        counts = State.BUNDLED in {row.state, move.target}
        check_open_day(ctx, scope=Scope.ACCOUNTS, days=[row.date] if counts else [])
        Assembly.objects.filter(id=assembly_id).update(state=move.target, modified_at=ctx.now)
        if counts:
            post_assembly(
                ctx, plan=plan_of(row), state=move.target, rows=kept_rows(row), profile=organization_profile(ctx)
            )
        unit.record(ENTITY, assembly_id, move.done, before={"state": row.state}, after={"state": move.target.value})
