"""Verification finds everything that is kept wrongly, and asks the database no more for many items than for one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.stock.commands.rebuild_cost_pools import rebuild_cost_pools
from daicho.stock.commands.rebuild_stock_totals import rebuild_stock_totals
from daicho.stock.core.event import Kind
from daicho.stock.models import CostPool, LotUse, PoolCheckpoint, StockTotal
from daicho.stock.queries import verify_stock as module
from tests.build.stock import assembly, make_shop

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)


def stocked(items):
    shop = make_shop(items=items)
    for item in range(items):
        shop.post(f"B{item}", shop.movement(f"B{item}", Kind.INFLOW, 9, DAY, value=1000, item=item))
        shop.post(f"S{item}", shop.movement(f"S{item}", Kind.OUTFLOW, 4, DAY, item=item))
    return shop


def statements(shop):
    with CaptureQueriesContext(connection) as captured:
        assert verify(shop.ctx) == []
    return len(captured)


def test_statements_grow_with_batches_not_with_items(monkeypatch):
    one, six = stocked(1), stocked(6)
    assert statements(six) == statements(one)
    monkeypatch.setattr(module, "BATCH", 3)
    assert statements(six) > statements(one)


WRONGS = {
    "cost pool": lambda item: CostPool.objects.filter(item_id=item).update(
        tail='{"method": "fifo", "last": null, "lots": [], "uncovered": []}'
    ),
    "checkpoint": lambda item: PoolCheckpoint.objects.filter(pool__item_id=item).update(state="{}"),
    "lot uses": lambda item: LotUse.objects.order_by("-id").first().delete(),
    "stock sums": lambda item: StockTotal.objects.filter(item_id=item).update(value_minor=1),
}


@pytest.mark.parametrize("check", WRONGS)
def test_what_is_kept_wrongly_is_found_in_whatever_batch(check, monkeypatch):
    monkeypatch.setattr(module, "BATCH", 2)
    monkeypatch.setattr("daicho.stock.commands.recost_items.CHECKPOINT_EVERY", 2)
    shop = stocked(5)
    with reading(shop.ctx):
        WRONGS[check](shop.items[-1])
        assert {mismatch.check for mismatch in verify(shop.ctx)} == {check}


@pytest.mark.parametrize("check", ["cost pool", "checkpoint", "lot uses"])
@pytest.mark.parametrize("is_linked", [False, True])
def test_pools_are_rebuilt_from_movements(check, is_linked, monkeypatch):
    monkeypatch.setattr("daicho.stock.commands.recost_items.CHECKPOINT_EVERY", 2)
    monkeypatch.setattr("daicho.stock.commands.rebuild_cost_pools.AT_ONCE", 2)
    shop = stocked(3)
    shop.keep_in_batches()
    for name, item in (("N1", 0), ("N2", 1)):
        shop.post(name, shop.movement(name, Kind.INFLOW, 5, DAY, value=70, item=item))
        shop.post(f"S{name}", shop.movement(f"S{name}", Kind.OUTFLOW, 2, DAY, item=item))
    if is_linked and check != "checkpoint":
        shop.post("A", *assembly(shop, "A", DAY, [(0, 1), (1, 1)], [(2, 2)]))
    with reading(shop.ctx):
        WRONGS[check](shop.items[2])
        assert {mismatch.check for mismatch in verify(shop.ctx)} == {check}
    assert rebuild_cost_pools(shop.ctx) == 5
    assert verify(shop.ctx) == []


def test_a_use_by_what_does_not_count_is_found():
    shop = stocked(1)
    with reading(shop.ctx):
        LotUse.objects.bulk_create(
            [
                LotUse(
                    organization_id=shop.ctx.organization_id, line_id=7, lot_line_id=8, quantity_micro=1, value_minor=0
                )
            ]
        )
        assert [mismatch.record for mismatch in verify(shop.ctx)] == ["line 7"]


def test_sums_are_rebuilt_from_movements_and_values():
    shop = stocked(2)
    with reading(shop.ctx):
        columns = [field.attname for field in StockTotal._meta.concrete_fields if field.attname != "id"]
        wanted = sorted(StockTotal.objects.values_list(*columns))
        StockTotal.objects.filter(item_id=shop.items[0]).update(physical_in_micro=1, value_minor=2)
        StockTotal.objects.filter(item_id=shop.items[1]).delete()
    assert {mismatch.check for mismatch in verify(shop.ctx)} >= {"stock sums"}
    assert rebuild_stock_totals(shop.ctx) == len(wanted)
    assert verify(shop.ctx) == []
    with reading(shop.ctx):
        assert sorted(StockTotal.objects.values_list(*columns)) == wanted
