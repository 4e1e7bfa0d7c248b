"""What is to be ordered again is counted by the database, and exactly as the figures of single items say."""

import re
from copy import copy
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.catalog.commands.delete_items import delete_items
from daicho.catalog.commands.set_items_active import set_items_active
from daicho.catalog.commands.update_item import update_item
from daicho.catalog.models import Item
from daicho.catalog.queries.low_stock import low_stock
from daicho.catalog.queries.low_stock_count import low_stock_count
from daicho.catalog.queries.stock_figures import stock_figures
from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.kernel.measure import MICRO
from daicho.organizations.commands.update_organization import update_organization
from daicho.platform.db.ids import new_id
from daicho.platform.work import reading
from daicho.sales.kinds import SALES_ORDER
from daicho.stock.commands.create_location import create_location
from daicho.stock.commands.create_transfer import create_transfer
from daicho.stock.models import StockLevel
from daicho.stock.queries.locations import locations
from daicho.stock.queries.verify_stock import verify_stock
from tests.build.catalog import make_item
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.sales import make_sales_order

pytestmark = pytest.mark.django_db


def watched(ctx, name, stock, level, **fields):
    opening = [{"location_id": None, "quantity_micro": stock * MICRO, "rate_micro": 100 * MICRO}] if stock else []
    level_micro = None if level is None else level * MICRO
    return make_item(ctx, name, item_type="inventory", opening_stock=opening, reorder_level_micro=level_micro, **fields)


def low(ctx):
    with reading(ctx):
        names = set(Item.objects.filter(low_stock(ctx)).values_list("name", flat=True))
        assert low_stock_count(ctx, count_to=100) == len(names)
        return names


def told(ctx, mode):
    """Return the same from the figures of every item."""
    with reading(ctx):
        rows = {row.id: row for row in Item.objects.filter(reorder_level_micro__isnull=False)}
        found = stock_figures(ctx, item_ids=list(rows))
    name = "physical_available_for_sale" if mode == "physical" else "available_for_sale"
    return {row.name for key, row in rows.items() if getattr(found[key].figures, name) <= row.reorder_level_micro}


@pytest.mark.parametrize("mode", ["accounting", "physical"])
def test_on_hand_less_what_is_ordered_over_all_locations_without_transit(mode):
    ctx = make_organization()
    update_organization(ctx, fields={"stock_mode": mode})
    osaka = create_location(ctx, fields={"name": "Osaka"})
    with reading(ctx):
        home = next(found.location_id for found in locations(ctx) if found.is_primary)
    ordered = watched(ctx, "ordered", 10, 6)
    drafted = watched(ctx, "drafted", 10, 6)
    sent = watched(ctx, "sent", 10, 6)
    moved = watched(ctx, "moved", 10, 6)
    watched(ctx, "none", 0, 0)
    watched(ctx, "equal", 6, 6)
    watched(ctx, "more", 7, 6)
    watched(ctx, "unwatched", 0, None)
    order = make_sales_order(ctx, lines=[line(ordered, 3), line(ordered, 1)])
    change_state(ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    make_sales_order(ctx, lines=[line(drafted, 9)])
    for item, on_its_way in ((sent, True), (moved, False)):
        ends = {"from_location_id": home, "to_location_id": osaka, "is_intransit_order": on_its_way}
        rows = [{"item_id": item, "quantity": Decimal(5)}]
        create_transfer(ctx, fields={"date": date(2026, 6, 1), **ends, "lines": rows})
    assert low(ctx) == told(ctx, mode) == {"ordered", "sent", "none", "equal"}


def test_another_organisation_does_not_count():
    first, second = make_organization(), make_organization()
    watched(first, "first", 1, 5)
    watched(second, "second", 9, 5)
    assert (low(first), low(second)) == ({"first"}, set())
    with reading(first):
        assert low_stock_count(first, count_to=0) == 0


def kept(ctx):
    """Return name → (reorder point, on hand) as the database keeps them."""
    with reading(ctx):
        names = dict(Item.objects.values_list("id", "name"))
        rows = StockLevel.objects.values_list("id", "reorder_micro", "accounting_micro")
        return {names[key]: (level and level // MICRO, hand // MICRO) for key, level, hand in rows}


def test_the_levels_follow_whoever_writes_items():
    ctx = make_organization()
    first = watched(ctx, "first", 3, 5)
    assert kept(ctx) == {"first": (5, 3)}
    update_item(ctx, item_id=first, fields={"reorder_level_micro": 2 * MICRO})
    assert (kept(ctx), low(ctx)) == ({"first": (2, 3)}, set())
    update_item(ctx, item_id=first, fields={"reorder_level_micro": 3 * MICRO})
    set_items_active(ctx, item_ids=[first], active=False)
    assert (kept(ctx), low(ctx)) == ({"first": (None, 3)}, set())
    set_items_active(ctx, item_ids=[first], active=True)
    assert low(ctx) == {"first"}
    second = watched(ctx, "second", 0, 5)
    assert low(ctx) == {"first", "second"}
    delete_items(ctx, item_ids=[second])
    assert kept(ctx) == {"first": (3, 3)}
    with reading(ctx):
        assert list(verify_stock(ctx)) == []
        StockLevel.objects.update(accounting_micro=1)
        (found,) = verify_stock(ctx)
    assert (found.check, found.record) == ("stock level", f"item {first}")


def test_what_is_low_is_found_by_index_however_many_items_there_are():
    ctx = make_organization()
    item = watched(ctx, "first", 9, 5)
    with reading(ctx):
        pattern = Item.objects.get(id=item)
        rows = []
        for number in range(3000):
            row = copy(pattern)
            row.id, row.name, row.sku, row.reorder_level_micro = new_id(), f"n{number}", "", -MICRO
            rows.append(row)
        Item.objects.bulk_create(rows)
        tables = "catalog_item", "stock_stocklevel", "sales_salesorderline", "sales_salesorder"
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"ANALYZE {table}")
        with CaptureQueriesContext(connection) as queries:
            assert low_stock_count(ctx, count_to=1001) == 0
        (asked,) = [query["sql"] for query in queries if "stock_stocklevel" in query["sql"]]
        how = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        with connection.cursor() as cursor:
            cursor.execute(f"{how} {asked}")
            plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
    assert "stock_level_accounting" in plan, plan
    assert not [line for line in plan.splitlines() if re.search(r"(SCAN|Seq Scan on) (catalog_item|stock_)", line)], (
        plan
    )
