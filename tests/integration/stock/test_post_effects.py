"""Stock and books through the one door: they never part, whatever is entered when."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from daicho.kernel.measure import MICRO
from daicho.ledger.models import JournalEntry, JournalLine
from daicho.platform.work import reading, unit_of_work
from daicho.reporting.queries.verify import verify
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Stock
from daicho.stock.models import CostPool, LotUse, PoolCheckpoint, StockEventRow, StockTotal, StockValue
from tests.build.stock import make_shop

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)


def day(number):
    return DAY + timedelta(days=number)


@pytest.fixture(params=["fifo", "wac"])
def shop(request):
    return make_shop(method=request.param)


def books(shop, account, until=None):
    with reading(shop.ctx):
        lines = JournalLine.objects.filter(account_id=shop.accounts[account], day__lte=until or date.max)
        return lines.aggregate(sum=Sum("amount_minor"))["sum"] or 0


def stock_value(shop, until=None):
    with reading(shop.ctx):
        return StockValue.objects.filter(day__lte=until or date.max).aggregate(sum=Sum("value_minor"))["sum"] or 0


def proof(shop):
    for number in range(-1, 40):
        assert books(shop, "inventory_asset", day(number)) == stock_value(shop, day(number))
    assert verify(shop.ctx) == []


def test_buying_and_selling(shop):
    shop.post("B1", shop.movement("B1", Kind.INFLOW, 10, day(0), value=1000))
    shop.post("B2", shop.movement("B2", Kind.INFLOW, 10, day(1), value=1500))
    shop.post("S1", shop.movement("S1", Kind.OUTFLOW, 14, day(2)))
    expected = 1600 if shop_method(shop) == "fifo" else 1750
    assert books(shop, "cogs_default") == expected
    assert books(shop, "inventory_asset") == 2500 - expected
    proof(shop)


def shop_method(shop):
    with reading(shop.ctx):
        return "fifo" if '"fifo"' in CostPool.objects.get().tail else "wac"


def test_a_back_dated_bill_changes_what_was_sold_and_names_itself_as_the_cause():
    shop = make_shop()
    shop.post("B1", shop.movement("B1", Kind.INFLOW, 10, day(5), value=1500))
    shop.post("S1", shop.movement("S1", Kind.OUTFLOW, 5, day(9)))
    shop.post("B0", shop.movement("B0", Kind.INFLOW, 5, day(1), value=100))
    assert books(shop, "cogs_default") == 100
    with reading(shop.ctx):
        entry = JournalEntry.objects.filter(source_number="S1").order_by("-id").first()
        assert entry is not None
        assert (entry.cause_kind, entry.cause_id, entry.day) == ("document", shop.source("B0")[0].source_id, day(9))
    proof(shop)
    shop.post("B0")
    assert books(shop, "cogs_default") == 750
    proof(shop)


def test_the_same_document_again_writes_nothing(shop):
    movement = shop.movement("B1", Kind.INFLOW, 10, day(0), value=1000)
    shop.post("B1", movement)
    with reading(shop.ctx):
        before = [model.objects.count() for model in (JournalLine, StockEventRow, StockValue)]
    shop.post("B1", movement)
    with reading(shop.ctx):
        assert before == [model.objects.count() for model in (JournalLine, StockEventRow, StockValue)]


def test_selling_before_buying_is_trued_up(shop):
    shop.post("S1", shop.movement("S1", Kind.OUTFLOW, 4, day(0), rate=80))
    assert books(shop, "inventory_asset") == -320
    shop.post("B1", shop.movement("B1", Kind.INFLOW, 10, day(3), value=1000))
    assert books(shop, "cogs_default", day(2)) == 320
    assert books(shop, "cogs_default", day(3)) == 400
    proof(shop)


def test_returns_landed_cost_and_voiding(shop):
    shop.post("B1", shop.movement("B1", Kind.INFLOW, 10, day(0), value=1000))
    shop.post("S1", shop.movement("S1", Kind.OUTFLOW, 5, day(1)))
    shop.post("R1", shop.movement("R1", Kind.RETURN, 2, day(2), of="S1", follows=day(1)))
    assert books(shop, "inventory_asset") == 700
    landed = shop.movement("L1", Kind.VALUE, 0, day(3), value=100, of="B1")
    shop.post("L1", landed)
    proof(shop)
    for name in ("L1", "R1", "S1", "B1"):
        shop.post(name)
        proof(shop)
    assert books(shop, "inventory_asset") == books(shop, "cogs_default") == 0


def test_long_histories_are_taken_up_from_a_kept_state(shop, monkeypatch):
    monkeypatch.setattr("daicho.stock.commands.recost_items.CHECKPOINT_EVERY", 4)
    for number in range(12):
        kind, value = (Kind.OUTFLOW, None) if number % 3 == 2 else (Kind.INFLOW, 300 + 7 * number)
        name = f"D{number:02d}"
        shop.post(name, shop.movement(name, kind, 3 if value else 4, day(number), value=value))
    shop.post("D01", shop.movement("D01", Kind.INFLOW, 3, day(1), value=999))
    proof(shop)
    with reading(shop.ctx):
        assert PoolCheckpoint.objects.count() == 3
    shop.post("D09", shop.movement("D09", Kind.INFLOW, 5, day(9), value=1))
    proof(shop)


def test_totals_and_lot_uses_follow(shop):
    shop.post("B1", shop.movement("B1", Kind.INFLOW, 10, day(0), value=1000))
    shop.post("S1", shop.movement("S1", Kind.OUTFLOW, 4, day(31)))
    with reading(shop.ctx):
        rows = list(
            StockTotal.objects.order_by("month").values_list(
                "accounting_in_micro", "accounting_out_micro", "value_minor"
            )
        )
        assert rows == [(10 * MICRO, 0, 1000), (0, 4 * MICRO, -400)]
        use = LotUse.objects.get()
        assert (use.line_id, use.lot_line_id) == (shop.source("S1")[1], shop.source("B1")[1])


def test_a_line_that_moves_another_item_gives_its_goods_there():
    shop = make_shop(items=2)
    shop.post("B1", shop.movement("B1", Kind.INFLOW, 1, DAY, value=100))
    shop.post("B2", shop.movement("B2", Kind.INFLOW, 1, DAY + timedelta(1), value=300))
    for item, name in enumerate(("S1", "S2")):
        shop.post(name, shop.movement(name, Kind.OUTFLOW, 1, DAY + timedelta(5), item=item))
    shop.post("B1", shop.movement("B1", Kind.INFLOW, 1, DAY, value=100, item=1))
    with reading(shop.ctx):
        uses = set(LotUse.objects.values_list("line_id", "lot_line_id", "value_minor"))
    lines = {name: shop.source(name)[1] for name in shop.documents}
    assert uses == {(lines["S1"], lines["B2"], 300), (lines["S2"], lines["B1"], 100)}


def test_a_document_of_five_lines_takes_few_statements_with_its_audit_row():
    shop = make_shop(items=5)
    for name, kind, value in (("B1", Kind.INFLOW, 90), ("B2", Kind.INFLOW, 90), ("S1", Kind.OUTFLOW, None)):
        lines = [shop.movement(name, kind, 9, day(0), value=value, item=n, line=str(n)) for n in range(5)]
        with CaptureQueriesContext(connection) as captured, unit_of_work(shop.ctx) as unit:
            shop.post(name, *lines, is_new=True)
            unit.record("invoice", 1, "created")
    made = [query["sql"][:80] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(made) <= 12, made


def in_dollars(shop, cents, rate):
    movement = shop.movement("B1", Kind.INFLOW, 10, day(0), value=cents * rate // 100)
    return movement._replace(own_value=cents, currency="USD")


def sums_by_currency(shop, account):
    with reading(shop.ctx):
        lines = JournalLine.objects.filter(account_id=shop.accounts[account]).values_list("currency_code")
        rows = lines.annotate(base=Sum("amount_minor"), own=Sum("currency_amount_minor")).order_by()
        return {currency: (base, own) for currency, base, own in rows if base or own}


def test_a_bill_in_a_foreign_currency_balances_in_both():
    shop = make_shop()
    shop.post("B1", in_dollars(shop, 10_000, 150))
    assert sums_by_currency(shop, "inventory_asset") == {"USD": (15_000, 10_000)}
    assert sums_by_currency(shop, "accounts_payable") == {"USD": (-15_000, -10_000)}
    shop.post("S1", shop.movement("S1", Kind.OUTFLOW, 5, day(1)))
    proof(shop)
    shop.post("B1", in_dollars(shop, 10_000, 160))
    assert sums_by_currency(shop, "accounts_payable") == {"USD": (-16_000, -10_000)}
    assert books(shop, "cogs_default") == 8_000
    proof(shop)
    shop.post("B1", in_dollars(shop, 12_000, 160))
    assert sums_by_currency(shop, "accounts_payable") == {"USD": (-19_200, -12_000)}
    proof(shop)
    shop.post("S1")
    shop.post("B1")
    assert sums_by_currency(shop, "inventory_asset") == sums_by_currency(shop, "accounts_payable") == {}
    proof(shop)


def test_a_price_that_changes_in_the_foreign_currency_alone_moves_no_stock():
    shop = make_shop()
    movement = in_dollars(shop, 10_000, 150)
    shop.post("B1", movement)
    with reading(shop.ctx):
        before = StockEventRow.objects.count()
    shop.post("B1", movement._replace(own_value=9_999))
    assert sums_by_currency(shop, "inventory_asset") == {"USD": (15_000, 9_999)}
    with reading(shop.ctx):
        assert StockEventRow.objects.count() == before
    proof(shop)


def test_what_only_arrived_or_came_back_physically_is_no_lot_and_no_return(shop):
    def physical(movement):
        return movement._replace(stock=Stock.PHYSICAL)

    shop.post("B1", shop.movement("B1", Kind.INFLOW, 10, day(0), value=1000))
    shop.post("P1", physical(shop.movement("P1", Kind.INFLOW, 5, day(0))))
    shop.post("S1", shop.movement("S1", Kind.OUTFLOW, 4, day(1)))
    shop.post("P2", physical(shop.movement("P2", Kind.RETURN, 2, day(2), of="S1", follows=day(1))))
    shop.post("R1", shop.movement("R1", Kind.RETURN, 3, day(3), of="S1", follows=day(1)))
    shop.post("L1", shop.movement("L1", Kind.VALUE, 0, day(4), value=90, of="P1"))
    assert verify(shop.ctx) == []
    assert stock_value(shop) == 990
