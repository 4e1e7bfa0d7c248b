"""What items start with, in stock and books."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.catalog.commands.delete_item import delete_item
from daicho.catalog.commands.import_items import import_items
from daicho.catalog.commands.set_opening_stock import set_opening_stock
from daicho.catalog.commands.update_item import update_item
from daicho.catalog.queries.stock_figures import stock_figures
from daicho.kernel.errors import RuleBroken
from daicho.kernel.measure import MICRO
from daicho.ledger.core.posting import Source
from daicho.ledger.models import JournalLine, TransactionLock
from daicho.ledger.queries.posted_lines import posted_lines
from daicho.ledger.queries.system_account import system_account
from daicho.organizations.commands.update_organization import update_organization
from daicho.platform.work import reading, unit_of_work
from daicho.reporting.queries.verify import verify
from daicho.stock.commands.create_location import create_location
from daicho.stock.commands.create_transfer import create_transfer
from daicho.stock.core.event import Kind
from daicho.stock.queries.locations import locations
from tests.build.catalog import make_item
from tests.build.context import NOW
from tests.build.organization import make_organization
from tests.build.stock import make_shop

pytestmark = pytest.mark.django_db


def place(quantity, rate, location_id=None):
    return {"location_id": location_id, "quantity_micro": quantity * MICRO, "rate_micro": rate * MICRO}


def posted(ctx, item_id):
    with reading(ctx):
        lines = posted_lines(ctx, source=Source("openingstock", item_id, ""))
        keys = {system_account(ctx, key): key for key in ("inventory_asset", "opening_balance_offset")}
        return {(keys[slot.account_id], slot.day): amount.base for slot, amount in lines.items()}


def figures(ctx, item_id):
    with reading(ctx):
        stock = stock_figures(ctx, item_ids=[item_id])[item_id]
    rows = {row.location_name: row.figures.on_hand // MICRO for row in stock.locations}
    return stock.figures.on_hand // MICRO, stock.figures.physical_on_hand // MICRO, rows


def test_it_is_posted_on_the_opening_day():
    ctx = make_organization(fiscal_year_start_month=4)
    item = make_item(ctx, opening_stock=[place(20, 300)])
    day = date(2026, 4, 1)
    assert posted(ctx, item) == {("inventory_asset", day): 6000, ("opening_balance_offset", day): -6000}
    assert figures(ctx, item) == (20, 20, {"本社": 20})
    assert verify(ctx) == []


def test_it_is_kept_by_location_and_can_be_changed():
    ctx = make_organization()
    osaka = create_location(ctx, fields={"name": "Osaka"})
    item = make_item(ctx, opening_stock=[place(20, 300), place(5, 310, osaka)])
    assert figures(ctx, item) == (25, 25, {"本社": 20, "Osaka": 5})
    set_opening_stock(ctx, item_id=item, rows=[place(8, 310, osaka)])
    assert figures(ctx, item) == (8, 8, {"本社": 0, "Osaka": 8})
    assert sorted(posted(ctx, item).values()) == [-2480, 2480]
    set_opening_stock(ctx, item_id=item, rows=[])
    assert posted(ctx, item) == {}
    assert verify(ctx) == []


def test_saving_the_same_again_writes_nothing():
    ctx = make_organization()
    item = make_item(ctx, opening_stock=[place(20, 300)])
    with reading(ctx):
        before = JournalLine.objects.count()
    update_item(ctx, item_id=item, fields={"name": "Black tea", "opening_stock": [place(20, 300)]})
    with reading(ctx):
        assert JournalLine.objects.count() == before


def test_it_moves_with_the_opening_date():
    ctx = make_organization()
    item = make_item(ctx, opening_stock=[place(20, 300)])
    update_organization(ctx, fields={"opening_date": date(2026, 7, 1)})
    assert {day for _key, day in posted(ctx, item)} == {date(2026, 7, 1)}
    assert verify(ctx) == []


def test_a_locked_opening_day_refuses():
    ctx = make_organization(opening_date=date(2026, 4, 1))
    with unit_of_work(ctx):
        lock = TransactionLock(
            organization_id=ctx.organization_id, scope=0, until=date(2026, 4, 1), exempt_user_ids="", locked_at=NOW
        )
        TransactionLock.objects.bulk_create([lock])
    with pytest.raises(RuleBroken) as refused:
        make_item(ctx, opening_stock=[place(20, 300)])
    assert refused.value.code == 4310
    assert make_item(replace(ctx), name="Nothing of it")


def test_what_was_used_stays():
    shop = make_shop()
    item = shop.items[0]
    set_opening_stock(shop.ctx, item_id=item, rows=[place(10, 100)])
    shop.post("S1", shop.movement("S1", Kind.OUTFLOW, 4, date(2026, 5, 1)))
    with pytest.raises(RuleBroken) as refused:
        set_opening_stock(shop.ctx, item_id=item, rows=[place(12, 100)])
    assert refused.value.code == 4956
    with pytest.raises(RuleBroken) as used:
        delete_item(shop.ctx, item_id=item)
    assert used.value.code == 36
    assert verify(shop.ctx) == []


def test_what_went_to_another_place_must_have_been_there():
    ctx = make_organization(negative_stock="block")
    osaka = create_location(ctx, fields={"name": "Osaka"})
    item = make_item(ctx, opening_stock=[place(10, 100)])
    with reading(ctx):
        home = next(found.location_id for found in locations(ctx) if found.is_primary)
    ends = {"from_location_id": home, "to_location_id": osaka, "is_intransit_order": False}
    lines = [{"item_id": item, "quantity": Decimal(6)}]
    create_transfer(ctx, fields={"date": date(2026, 6, 1), **ends, "lines": lines})
    with pytest.raises(RuleBroken) as refused:
        set_opening_stock(ctx, item_id=item, rows=[place(5, 100)])
    assert refused.value.code == 4953
    set_opening_stock(ctx, item_id=item, rows=[place(6, 100)])
    assert figures(ctx, item) == (6, 6, {"本社": 0, "Osaka": 6})
    assert verify(ctx) == []


def imported(ctx, prefix, number):
    """Import so many items with opening stock; return the statements that this took."""
    rows = [
        {"name": f"{prefix}{n}", "item_type": "inventory", "opening_stock": [place(n + 1, 300)]} for n in range(number)
    ]
    with CaptureQueriesContext(connection) as captured:
        assert len(import_items(ctx, rows=rows, existing="skip").created) == number
    return [query["sql"] for query in captured]


def test_a_hundred_items_are_imported_with_as_many_statements_as_ten():
    ctx = make_organization(application="inventory")
    few, many = imported(ctx, "Few", 10), imported(ctx, "Many", 100)
    batches = {"sqlite": 6, "postgresql": 0}[connection.vendor]  # Django inserts 999 values a statement into SQLite
    assert len(many) <= len(few) + batches
    with reading(ctx):
        assert JournalLine.objects.count() == 2 * 110
    assert verify(ctx) == []
