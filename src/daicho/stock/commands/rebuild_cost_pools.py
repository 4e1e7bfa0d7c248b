"""Recompute what cost pools keep of their movements: states, earlier states, and which lots were used."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from daicho.kernel.context import Ctx
from daicho.platform.db.bulk import Bulk
from daicho.platform.work import unit_of_work
from daicho.stock.commands.locks import lock_pools
from daicho.stock.commands.recost_items import recost_items
from daicho.stock.core.change import Changed
from daicho.stock.models import CostPool, LotUse, StockEventRow

AT_ONCE = 200


def rebuild_cost_pools(ctx: Ctx) -> int:
    """Replay all pools of the organisation from their beginning and keep what that gives; return how many there are.

    Their methods stay. What was posted stays as well, whatever costing says: `verify_stock` tells of a difference.
    Pools that assemblies link are replayed together, the others some hundred at a time.
    """
    ctx.require("inventoryadjustments.edit")
    with unit_of_work(ctx) as unit:
        counted = StockEventRow.objects.filter(line_id=OuterRef("line_id"), retractions__isnull=True)
        LotUse.objects.filter(~Exists(counted)).delete()
        rows = list(CostPool.objects.order_by("key").values_list("key", "is_linked"))
        plain = [key for key, is_linked in rows if not is_linked]
        _replay(ctx, [key for key, is_linked in rows if is_linked])
        for start in range(0, len(plain), AT_ONCE):
            _replay(ctx, plain[start : start + AT_ONCE])
        unit.record("organization", ctx.organization_id, "cost_pools_rebuilt", after={"rows": len(rows)})
    return len(rows)


def _replay(ctx: Ctx, keys: Collection[int]) -> None:
    if not keys:
        return
    change, bulk = Changed((), (), frozenset(keys)), Bulk()
    recost_items(ctx, pools=lock_pools(ctx, change=change), change=change, bulk=bulk)
    bulk.write()
