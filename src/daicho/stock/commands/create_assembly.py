"""A new assembly."""

from daicho.kernel.context import Ctx
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work
from daicho.stock.commands._assembly import keep_batches_of, line_rows, plan_of, post_assembly, prepared, snapshot
from daicho.stock.commands._document import document_number
from daicho.stock.core.approval import State
from daicho.stock.core.assembly import ENTITY, AssemblyFields
from daicho.stock.models import Assembly, AssemblyLine


def create_assembly(ctx: Ctx, *, fields: AssemblyFields, state: State = State.BUNDLED) -> int:
    """Make an assembly (without lines: by the recipe), carried out at once unless `state` is another; return its id.

    Raises InvalidInput with every fault at once; RuleBroken: 4016 without lines, 4310 for a locked day, 4953 where
    a component is not there.
    """
    ctx.require("assemblies.create")
    with unit_of_work(ctx) as unit:
        profile = organization_profile(ctx)
        assembly = prepared(ctx, fields, None)
        day = assembly.columns["date"]
        check_open_day(ctx, scope=Scope.ACCOUNTS, days=[day] if state is State.BUNDLED else [])
        assembly_id = new_id()
        custom = set_custom_values(
            ctx, entity=ENTITY, entity_id=assembly_id, given=fields.get("custom_fields"), is_new=True
        )
        row = Assembly(
            id=assembly_id,
            organization_id=ctx.organization_id,
            number=document_number(ctx, Assembly, ENTITY, fields.get("number", ""), day, profile),
            state=state,
            item_line_id=new_id(),
            created_by_id=ctx.actor.user_id,
            created_at=ctx.now,
            modified_at=ctx.now,
            **assembly.columns,
        )
        Assembly.objects.bulk_create([row])
        AssemblyLine.objects.bulk_create(line_rows(ctx, assembly_id, assembly.rows))
        named = keep_batches_of(ctx, plan_of(row), fields, assembly.rows, None)
        post_assembly(ctx, plan=plan_of(row), state=state, rows=assembly.rows, profile=profile, is_new=True)
        told = {**snapshot(assembly.columns, assembly.rows), **custom, **named}
        unit.record(ENTITY, assembly_id, "created", after={"number": row.number, "state": state.value, **told})
    return assembly_id
