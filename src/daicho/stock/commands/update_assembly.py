"""Changing an assembly."""

from daicho.kernel.context import Ctx
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.work import unit_of_work
from daicho.stock.commands._assembly import (
    keep_batches_of,
    kept_rows,
    line_rows,
    plan_of,
    post_assembly,
    prepared,
    snapshot,
)
from daicho.stock.commands._document import refuse_used_number
from daicho.stock.commands.locks import locked_assembly
from daicho.stock.core.approval import State
from daicho.stock.core.assembly import ENTITY, AssemblyFields
from daicho.stock.models import Assembly, AssemblyLine


def update_assembly(ctx: Ctx, *, assembly_id: int, fields: AssemblyFields) -> None:
    """Change an assembly; absent keys stay, lines are replaced as a whole. What it did is corrected.

    Raises NotFound, and what `create_assembly` raises.
    """
    ctx.require("assemblies.edit")
    with unit_of_work(ctx) as unit:
        row = locked_assembly(assembly_id)
        assembly = prepared(ctx, fields, row)
        number, day = fields.get("number", "").strip() or row.number, assembly.columns["date"]
        refuse_used_number(Assembly, ENTITY, number, assembly_id)
        check_open_day(ctx, scope=Scope.ACCOUNTS, days=[row.date, day] if row.state == State.BUNDLED else [])
        before = snapshot({name: getattr(row, name) for name in assembly.columns}, kept_rows(row))
        custom = set_custom_values(
            ctx, entity=ENTITY, entity_id=assembly_id, given=fields.get("custom_fields"), is_new=False
        )
        columns = assembly.columns
        plan = plan_of(
            row,
            number=number,
            day=day,
            kind=columns["kind"],
            item_id=columns["item_id"],
            quantity=columns["quantity_micro"],
            location_id=columns["location_id"],
        )
        told: dict[str, object] = {**custom, **keep_batches_of(ctx, plan, fields, assembly.rows, row)}
        Assembly.objects.filter(id=assembly_id).update(number=number, modified_at=ctx.now, **assembly.columns)
        if "lines" in fields:
            AssemblyLine.objects.filter(assembly_id=assembly_id).delete()
            AssemblyLine.objects.bulk_create(line_rows(ctx, assembly_id, assembly.rows))
        post_assembly(ctx, plan=plan, state=row.state, rows=assembly.rows, profile=organization_profile(ctx))
        after = {**snapshot(columns, assembly.rows), **told}
        changed = [name for name in after if name in told or after[name] != before[name]]
        unit.record(
            ENTITY,
            assembly_id,
            "updated",
            before={name: before.get(name) for name in changed},
            after={name: after[name] for name in changed},
        )
