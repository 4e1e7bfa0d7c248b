"""The engine: what posting costs against the bare writing of its rows, and against books a hundred times as long."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

from django.db import connection

from daicho.ledger.models import JournalEntry, JournalLine
from daicho.platform.work import reading
from daicho.reporting.core.report import Parameters, Report
from daicho.reporting.queries.balance_sheet import balance_sheet
from daicho.reporting.queries.inventory_valuation import inventory_valuation
from daicho.reporting.queries.profit_and_loss import profit_and_loss
from daicho.reporting.queries.trial_balance import trial_balance
from daicho.reporting.queries.verify import verify
from daicho.stock.core.event import Kind
from daicho.stock.models import LotUse, StockEventRow, StockValue
from tests.build.stock import Shop, make_shop
from tests.performance.floor import Floor
from tests.performance.histories import (
    FIRST,
    ITEMS,
    PER_DOCUMENT,
    TODAY,
    History,
    analyze,
    histories,
    history,
    movements,
    post,
)
from tests.performance.registry import Measurement, benchmark, compare

_numbers = count(1)


def invoice(shop: Shop) -> None:
    """Post an invoice of five lines that ships goods: fourteen ledger lines, ten of them cost."""
    number = next(_numbers)
    first_item = number * PER_DOCUMENT % ITEMS
    name = f"INV-{number:06}"
    post(shop, name, movements(shop, name, Kind.OUTFLOW, first_item, 1, TODAY), 14)


@benchmark("post_invoice")
def post_invoice() -> Measurement:
    """Post a five-line invoice through the engine, against its rows alone (at most 2.5)."""
    shop, other = history(10_000).shop, history(10_001).shop  # the floor's rows bear numbers that ours would take
    floor = Floor(other.ctx, lambda: invoice(other), 61)
    return compare(lambda: invoice(shop), floor.write, repetitions=60)


@benchmark("post_invoice_1m")
def post_invoice_1m() -> Measurement:
    """Post it where there are 1,000,000 ledger lines, against 10,000 (at most 1.2)."""
    long, short = histories()
    return compare(lambda: invoice(long.shop), lambda: invoice(short.shop), repetitions=60)


@benchmark("backdate_20k")
def backdate_20k() -> Measurement:
    """Post a receipt before a pool of 20,000 movements, against the rows that this changes (at most 3)."""
    shop = make_shop()
    events = 10_000
    moved = []
    for number in range(events):
        day = FIRST + timedelta(days=10 + number * 300 // events)
        for kind, value in ((Kind.INFLOW, 100 + number % 7), (Kind.OUTFLOW, None)):
            movement = shop.movement("History", kind, 1, day, value=value, line=f"D{number}-{kind}")
            moved.append(movement._replace(position=number))
    shop.post("History", *moved)
    analyze()
    days = iter(range(10))

    def receipt() -> None:
        day, name = FIRST + timedelta(days=9 - next(days)), f"R{next(_numbers)}"
        shop.post(name, shop.movement(name, Kind.INFLOW, 1, day, value=1000 - day.toordinal() % 10))

    floor = Floor(shop.ctx, receipt, 4)
    return compare(receipt, floor.write, repetitions=3)


Query = Callable[..., Report]


def _report(query: Query) -> Measurement:
    """Ask for the year until today of the long books and of the short ones."""
    parameters = Parameters(start=FIRST, end=TODAY)

    def ask(history: History) -> None:
        with reading(history.shop.ctx):
            assert query(history.shop.ctx, parameters=parameters).rows

    long, short = histories()
    return compare(lambda: ask(long), lambda: ask(short))


@benchmark("trialbalance_1m")
def trialbalance_1m() -> Measurement:
    """Ask for the trial balance over 1,000,000 lines, against 10,000 (at most 3, as the next three)."""
    return _report(trial_balance)


@benchmark("profitandloss_1m")
def profitandloss_1m() -> Measurement:
    """Ask for profit and loss."""
    return _report(profit_and_loss)


@benchmark("balancesheet_1m")
def balancesheet_1m() -> Measurement:
    """Ask for the balance sheet."""
    return _report(balance_sheet)


@benchmark("inventoryvaluation_1m")
def inventoryvaluation_1m() -> Measurement:
    """Ask for the inventory valuation."""
    return _report(inventory_valuation)


@benchmark("verify_1m")
def verify_1m() -> Measurement:
    """Verify 1,000,000 lines and what belongs to them, against one plain pass over the same rows (at most 5)."""
    long, _short = histories()
    tables = (JournalLine, JournalEntry, StockEventRow, StockValue, LotUse)

    def check() -> None:
        found = verify(long.shop.ctx)
        assert not found, found[:3]

    def read() -> None:
        with connection.cursor() as cursor:
            for model in tables:
                where = "WHERE organization_id = %s"
                cursor.execute(f'SELECT * FROM "{model._meta.db_table}" {where}', [long.shop.ctx.organization_id])
                while cursor.fetchmany(2000):
                    pass

    return compare(check, read, repetitions=1)
