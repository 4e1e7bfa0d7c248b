"""What goes through assemblies: their inflows, and what components gave to them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, Sum

from daicho.kernel.context import Ctx
from daicho.stock.core.assembling import Contribution, Output, outputs_of
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement
from daicho.stock.models import StockEventRow, StockValue
from daicho.stock.queries._counting import counting, of_pools
from daicho.stock.queries.movements import movements


@dataclass(frozen=True, slots=True)
class AssemblyFlows:
    """The inflows of assemblies in order, what was given to them, and the movements that later cost came from."""

    outputs: dict[int, list[Output]]
    given: list[Contribution]
    causes: dict[int, Movement]


def assembly_flows(
    ctx: Ctx, *, pools: Collection[int], replayed: Collection[int], known_at: datetime | None = None
) -> AssemblyFlows:
    """Return what the assemblies that brought to these pools were given by other pools than those `replayed`.

    With `known_at`, by what was recorded until then. Three queries, whatever the number of assemblies.
    """
    brought = StockEventRow.objects.filter(
        counting(known_at), of_pools(pools), assembly_id__isnull=False, kind=Kind.INFLOW
    ).values("assembly_id")
    moved = movements(ctx, where=Q(assembly_id__in=brought), known_at=known_at)
    outputs = outputs_of((movement.pool_key, movement.event) for movement in moved)
    givers = {
        movement.line_id: movement
        for movement in moved
        if movement.kind is Kind.OUTFLOW and movement.pool_key not in replayed
    }
    if not givers:
        return AssemblyFlows(outputs, [], {})
    lines = StockEventRow.objects.filter(assembly_id__in=brought, kind=Kind.OUTFLOW)
    rows = StockValue.objects.filter(
        line_id__in=lines.exclude(of_pools(replayed)).values("line_id"), contra_account_id=0
    )
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    sums = [
        (line_id, cause_id, -int(value))
        for line_id, cause_id, value in rows.values_list("line_id", "cause_id").annotate(Sum("value_minor")).order_by()
        if value and line_id in givers
    ]
    later = {cause_id for line_id, cause_id, _ in sums if cause_id != line_id}
    found = movements(ctx, where=Q(line_id__in=later), known_at=known_at) if later else []
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
