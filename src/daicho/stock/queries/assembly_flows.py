"""What goes through assemblies: their inflows, and what components gave to them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, Sum

from daicho.kernel.context import Ctx
from daicho.stock.core.assembling import Contribution, Output, outputs_of
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement
from daicho.stock.models import StockEventRow, StockValue
from daicho.stock.queries.movements import movements


@dataclass(frozen=True, slots=True)
class AssemblyFlows:
    """The inflows of assemblies in order, what was given to them, and the movements that later cost came from."""

    outputs: dict[int, list[Output]]
    given: list[Contribution]
    causes: dict[int, Movement]


def assembly_flows(ctx: Ctx, *, item_ids: Collection[int], replayed: Collection[int]) -> AssemblyFlows:
    """Return what the assemblies that brought these items were given by other items than those `replayed`.

    Three queries, whatever the number of assemblies.
    """
    brought = StockEventRow.objects.filter(
        item_id__in=item_ids, assembly_id__isnull=False, kind=Kind.INFLOW, retractions__isnull=True
    ).values("assembly_id")
    moved = movements(ctx, where=Q(assembly_id__in=brought))
    outputs = outputs_of((movement.item_id, movement.event) for movement in moved)
    givers = {
        movement.line_id: movement
        for movement in moved
        if movement.kind is Kind.OUTFLOW and movement.item_id not in replayed
    }
    if not givers:
        return AssemblyFlows(outputs, [], {})
    lines = StockEventRow.objects.filter(assembly_id__in=brought, kind=Kind.OUTFLOW).exclude(item_id__in=replayed)
    rows = StockValue.objects.filter(line_id__in=lines.values("line_id"), contra_account_id=0)
    sums = [
        (line_id, cause_id, -int(value))
        for line_id, cause_id, value in rows.values_list("line_id", "cause_id").annotate(Sum("value_minor")).order_by()
        if value and line_id in givers
    ]
    later = {cause_id for line_id, cause_id, _ in sums if cause_id != line_id}
    found = movements(ctx, where=Q(line_id__in=later)) if later else []
    causes = {movement.line_id: movement for movement in found}
    given = [
        Contribution(
            givers[line_id].assembly_id or 0,
            cause_id,
            value,
            causes[cause_id].event.order if cause_id != line_id else None,
        )
        for line_id, cause_id, value in sums
    ]
    return AssemblyFlows(outputs, given, causes)
