"""Another valuation method counts from the first day of a fiscal year on (behaviour.md 5.1)."""

from dataclasses import replace
from datetime import date

import pytest
from django.db.models import Sum

from daicho.catalog.commands.import_items import import_items
from daicho.catalog.commands.update_item import update_item
from daicho.ledger.models import JournalEntry, JournalLine, TransactionLock
from daicho.organizations.commands.update_organization import update_organization
from daicho.platform.work import reading, unit_of_work
from daicho.reporting.queries.verify import verify
from daicho.stock.core.event import Kind
from daicho.stock.models import CostPool
from tests.build.context import NOW
from tests.build.stock import make_shop

pytestmark = pytest.mark.django_db
MARCH, APRIL, MAY = date(2026, 3, 2), date(2026, 4, 2), date(2026, 5, 2)


@pytest.fixture
def shop():
    """Two lots, 10 for 100 and 10 for 200 a piece; 5 sold in March, 5 in April; the year begins in April."""
    made = make_shop()
    update_organization(made.ctx, fields={"fiscal_year_start_month": 4})
    made.post("B1", made.movement("B1", Kind.INFLOW, 10, MARCH, value=1000))
    made.post("B2", made.movement("B2", Kind.INFLOW, 10, MARCH, value=2000))
    made.post("S1", made.movement("S1", Kind.OUTFLOW, 5, MARCH))
    made.post("S2", made.movement("S2", Kind.OUTFLOW, 5, APRIL))
    return made


def choose(shop, method, today=date(2026, 11, 24)):
    update_item(replace(shop.ctx, today=today), item_id=shop.items[0], fields={"inventory_valuation_method": method})


def sold(shop, until=date.max):
    with reading(shop.ctx):
        lines = JournalLine.objects.filter(account_id=shop.accounts["cogs_default"], day__lte=until)
        return lines.aggregate(sum=Sum("amount_minor"))["sum"]


def lock(shop, until):
    with unit_of_work(shop.ctx):
        row = TransactionLock(organization_id=shop.ctx.organization_id, scope=0, until=until, locked_at=NOW)
        TransactionLock.objects.bulk_create([row])


def test_it_counts_from_the_first_day_of_the_year_and_posts_the_difference(shop):
    assert (sold(shop, MARCH), sold(shop)) == (500, 1000)
    choose(shop, "wac")
    assert (sold(shop, MARCH), sold(shop)) == (500, 1333), "15 for 2500 were carried over"
    with reading(shop.ctx):
        entry = JournalEntry.objects.order_by("id").last()
        assert entry is not None
        assert (entry.source_number, entry.day) == ("S2", APRIL)
        assert (entry.cause_kind, entry.cause_id) == ("item", shop.items[0])
    assert verify(shop.ctx) == []
    shop.post("B0", shop.movement("B0", Kind.INFLOW, 5, date(2026, 3, 1), value=100))
    assert (sold(shop, MARCH), sold(shop)) == (100, 850), "a bill before the turn: 20 for 3000"
    choose(shop, "fifo")
    assert (sold(shop, MARCH), sold(shop)) == (100, 600), "on the same day there is nothing left of the turn"
    assert verify(shop.ctx) == []


def test_a_year_later_it_turns_again(shop):
    choose(shop, "wac")
    shop.post("B3", shop.movement("B3", Kind.INFLOW, 10, date(2027, 4, 2), value=9000))
    shop.post("S3", shop.movement("S3", Kind.OUTFLOW, 10, date(2027, 4, 3)))
    before = sold(shop)
    choose(shop, "fifo", date(2027, 5, 1))
    assert sold(shop) == 1333 + 1667, "what was carried over goes first"
    assert before != sold(shop)
    assert verify(shop.ctx) == []


def test_a_locked_first_day_keeps_its_method_until_the_next_year(shop):
    lock(shop, date(2026, 4, 1))
    choose(shop, "wac")
    assert sold(shop) == 1000
    shop.post("S3", shop.movement("S3", Kind.OUTFLOW, 5, date(2027, 4, 1)))
    assert sold(shop) == 1000 + 1000
    shop.post("B4", shop.movement("B4", Kind.INFLOW, 5, date(2027, 4, 2), value=4000))
    shop.post("S4", shop.movement("S4", Kind.OUTFLOW, 5, date(2027, 4, 3)))
    assert sold(shop) == 2000 + 2500
    assert verify(shop.ctx) == []


def test_a_file_of_items_does_the_same(shop):
    row = {"name": "Item 0", "inventory_valuation_method": "wac"}
    result = import_items(shop.ctx, rows=[row], existing="update")
    assert (result.faults, sold(shop)) == ((), 1333)
    assert verify(shop.ctx) == []


def test_verification_finds_an_item_that_says_another_method_than_its_pool(shop):
    with unit_of_work(shop.ctx):
        pool = CostPool.objects.get()
        CostPool.objects.update(tail=pool.tail.replace('"method": "fifo"', '"method": "wac"'))
    assert "valuation method" in {mismatch.check for mismatch in verify(shop.ctx)}
