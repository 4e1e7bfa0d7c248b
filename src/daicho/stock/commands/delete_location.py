"""Removing a location that nothing refers to."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.usage import in_use
from daicho.platform.work import unit_of_work
from daicho.stock.commands.locks import locked_location
from daicho.stock.core.rules import HAS_DEPENDANTS, PRIMARY_STAYS
from daicho.stock.models import (
    Adjustment,
    AdjustmentLine,
    Assembly,
    AssemblyLine,
    Location,
    StockEventRow,
    TransferOrder,
)


def delete_location(ctx: Ctx, *, location_id: int) -> None:
    """Delete a location.

    Refused for the primary one (RuleBroken 4951) and for one that anything refers to (36). Raises NotFound.
    """
    ctx.require("settings.edit")
    with unit_of_work(ctx) as unit:
        row = locked_location(location_id)
        if row.is_primary:
            raise RuleBroken(
                PRIMARY_STAYS, _("The primary location cannot be deleted. Mark another one as primary first.")
            )
        if _is_used(ctx, location_id):
            raise RuleBroken(
                HAS_DEPENDANTS,
                _("'%(name)s' is in use and cannot be deleted. Mark it as inactive instead."),
                {"name": row.name},
            )
        Location.objects.filter(id=location_id).delete()
        unit.record("location", location_id, "deleted", before={"name": row.name})


def _is_used(ctx: Ctx, location_id: int) -> bool:
    references = (
        StockEventRow.objects.filter(location_id=location_id),
        Adjustment.objects.filter(location_id=location_id),
        AdjustmentLine.objects.filter(location_id=location_id),
        Assembly.objects.filter(location_id=location_id),
        AssemblyLine.objects.filter(location_id=location_id),
        TransferOrder.objects.filter(from_location_id=location_id),
        TransferOrder.objects.filter(to_location_id=location_id),
        Location.objects.filter(parent_id=location_id),
    )
    return any(rows.exists() for rows in references) or bool(in_use(ctx, entity="location", ids=[location_id]))
