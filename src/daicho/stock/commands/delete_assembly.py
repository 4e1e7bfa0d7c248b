"""Deleting an assembly."""

from daicho.kernel.context import Ctx
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.attachments import drop_attachments
from daicho.platform.comments import drop_comments
from daicho.platform.custom_fields import drop_custom_values
from daicho.platform.work import unit_of_work
from daicho.stock.commands._assembly import drop_batches_of, kept_rows, plan_of, post_assembly, snapshot
from daicho.stock.commands.locks import locked_assembly
from daicho.stock.core.approval import State
from daicho.stock.core.assembly import ENTITY
from daicho.stock.models import Assembly, AssemblyLine


def delete_assembly(ctx: Ctx, *, assembly_id: int) -> None:
    """Delete an assembly and take back what it did: the components are there again, what it made is not.

    Raises NotFound; RuleBroken: 4310 for a locked day, 4953 where stock would go below zero and may not.
    """
    ctx.require("assemblies.delete")
    with unit_of_work(ctx) as unit:
        row = locked_assembly(assembly_id)
        check_open_day(ctx, scope=Scope.ACCOUNTS, days=[row.date] if row.state == State.BUNDLED else [])
        rows = kept_rows(row)
        before = snapshot({"number": row.number, "date": row.date, "state": row.state}, rows)
        post_assembly(ctx, plan=plan_of(row), state="", rows=[], profile=organization_profile(ctx))
        drop_batches_of(ctx, plan_of(row), rows)
        for drop in (drop_attachments, drop_comments, drop_custom_values):
            drop(ctx, entity=ENTITY, entity_id=assembly_id)
        AssemblyLine.objects.filter(assembly_id=assembly_id).delete()
        Assembly.objects.filter(id=assembly_id).delete()
        unit.record(ENTITY, assembly_id, "deleted", before=before)
