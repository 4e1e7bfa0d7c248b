"""Organisations whose books differ in length alone: 10,000 and 1,000,000 ledger lines over the same items and months.

One round of documents is posted by the engine, the others are copies of its rows that the database makes itself, on
other days and with other ids. A round leaves nothing in stock, so the states of the pools are the same after each.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.db import connection
from django.db.models import Model

from daicho.ledger.core.posting import Amount, Line, Slot
from daicho.ledger.models import AccountBalance, JournalEntry, JournalLine
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work
from daicho.stock.commands.post_effects import post_effects
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement
from daicho.stock.core.state import order_from, order_text
from daicho.stock.models import CostPool, LotUse, StockEventRow, StockTotal, StockValue
from tests.build.context import NOW
from tests.build.stock import Shop, make_shop

ITEMS, PER_DOCUMENT, LINES_PER_DOCUMENT = 100, 5, 50
LINES_PER_ROUND = 2 * ITEMS // PER_DOCUMENT * LINES_PER_DOCUMENT
DAYS = 330
TODAY = NOW.date()
FIRST = TODAY - timedelta(days=DAYS)
_APART = 10**12
"""Between the ids of one round and of the next: more than all that one second makes."""


@dataclass
class History:
    """An organisation with so many ledger lines, and a tenth as many movements of stock."""

    shop: Shop
    lines: int


def histories() -> tuple[History, History]:
    """Return the long history and the short one."""
    short, long = (history(count) for count in (10_000, 1_000_000))
    return long, short


def post(shop: Shop, name: str, movements: list[Movement], lines: int) -> None:
    """Post a document of so many ledger lines, those of its movements included (two for each)."""
    source, _ = shop.source(name)
    day, own = movements[0].day, sum(movement.value or 0 for movement in movements)
    payable = Slot(day, shop.accounts["accounts_payable"], 5, currency="JPY")
    wanted = [Line(payable, Amount(-own, -own))] if own else []
    pairs = (lines - len(movements) * (1 if own else 2)) // 2
    for number in range(1, pairs + 1):
        for account, sign in (("accounts_payable", 1), ("cogs_default", -1)):
            slot = Slot(day, shop.accounts[account], 100 + number, currency="JPY")
            wanted.append(Line(slot, Amount(sign * number, sign * number)))
    with unit_of_work(shop.ctx) as unit:
        post_effects(shop.ctx, source=source, lines=wanted, movements=movements, base_currency="JPY", is_new=True)
        unit.record("invoice", source.source_id, "created", after={"number": name})


def movements(shop: Shop, name: str, kind: Kind, first_item: int, quantity: int, day: date) -> list[Movement]:
    """Return movements of five items one after another."""
    value = 100 * quantity if kind is Kind.INFLOW else None
    return [
        shop.movement(name, kind, quantity, day, value=value, item=item, line=str(item))._replace(position=item)
        for item in range(first_item, first_item + PER_DOCUMENT)
    ]


@cache
def history(count: int) -> History:
    """Return an organisation with so many ledger lines, made once in this process."""
    shop = make_shop(items=ITEMS)
    for first_item in range(0, ITEMS, PER_DOCUMENT):
        for kind, name in ((Kind.INFLOW, f"B{first_item:03}"), (Kind.OUTFLOW, f"S{first_item:03}")):
            post(shop, name, movements(shop, name, kind, first_item, 10, FIRST), LINES_PER_DOCUMENT)
    with unit_of_work(shop.ctx):
        _copy_rounds(count // LINES_PER_ROUND)
    analyze()
    stocked = f"STOCK{count}"
    for first_item in range(0, ITEMS, PER_DOCUMENT):
        name = f"{stocked}-{first_item}"
        post(shop, name, movements(shop, name, Kind.INFLOW, first_item, 10_000, TODAY), 10)
    return History(shop, count)


def analyze(table: str = "") -> None:
    """Let PostgreSQL look at a table (none: at all) that was filled at once, as it does by itself after a while."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {table}")


def _copy_rounds(rounds: int) -> None:
    copy_rows(StockEventRow, rounds, "id", "line_id", "source_id")
    copy_rows(StockValue, rounds, "id", "line_id", "cause_id")
    copy_rows(LotUse, rounds, "id", "line_id", "lot_line_id")
    entries = [(JournalEntry, ("id", "source_id")), (JournalLine, ("id", "entry_id"))]
    for model, ids in entries if connection.vendor == "postgresql" else reversed(entries):  # as db.balanced wants it
        copy_rows(model, rounds, *ids)
    last_round = next(number for number in range(rounds) if _day(number, rounds) == _day(rounds - 1, rounds))
    pools = list(CostPool.objects.all())
    for pool in pools:
        flag, _day_of_first, *rest, key = order_from(pool.last_order)
        day = FIRST + timedelta(days=_day(last_round, rounds))
        pool.last_order = order_text((flag, day, *rest, key - last_round * _APART))
    CostPool.objects.bulk_update(pools, ["last_order"])
    debit, credit = (f"sum(CASE WHEN amount_minor {sign} 0 THEN abs(amount_minor) ELSE 0 END)" for sign in "><")
    _sum_up(AccountBalance, JournalLine, ("account_id", "contact_id"), {"debit_minor": debit, "credit_minor": credit})
    moved = "sum(quantity_micro) / 2"  # what comes in leaves on the same day
    values = {"value_minor": "0", **dict.fromkeys(_QUANTITIES, moved)}
    _sum_up(StockTotal, StockEventRow, ("item_id", "location_id"), values)


_QUANTITIES = ("accounting_in_micro", "accounting_out_micro", "physical_in_micro", "physical_out_micro")


def _day(number: int, rounds: int) -> int:
    return number * DAYS // rounds


def copy_rows(model: type[Model], rounds: int, *ids: str) -> None:
    """Insert a copy of the organisation's rows for every further round."""
    organization_id = model._default_manager.values_list("organization_id", flat=True)[0]
    days = f"(n * {DAYS} / {rounds})"
    moved = f"day + {days}" if connection.vendor == "postgresql" else f"date(day, '+' || {days} || ' days')"
    columns = [str(field.column) for field in model._meta.concrete_fields]
    changed = dict.fromkeys(ids, "{} - n * " + str(_APART)) | dict.fromkeys(("day", "wanted_day"), moved)
    values = ", ".join(changed.get(name, "{}").format(f'"{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {rounds - 1}) "
            f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}", numbers WHERE organization_id = %s',
            [organization_id],
        )
    analyze(table)  # what refers to it is checked by a plan from before it had these rows


def _sum_up(model: type[Model], lines: type[Model], keys: tuple[str, ...], sums: dict[str, str]) -> None:
    """Replace the organisation's monthly sums by those of its rows."""
    rows = model._default_manager.all()
    organization_id = rows.values_list("organization_id", flat=True)[0]
    rows.delete()
    month = "date_trunc('month', day)::date" if connection.vendor == "postgresql" else "date(day, 'start of month')"
    names = ", ".join(keys)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} (id, organization_id, {names}, month, {', '.join(sums)}) "
            f"SELECT {new_id()} - {10**15} + row_number() OVER (), organization_id, {names}, month, "
            f"{', '.join('s_' + name for name in sums)} FROM (SELECT organization_id, {names}, {month} AS month, "
            f"{', '.join(f'{sql} AS s_{name}' for name, sql in sums.items())} FROM {lines._meta.db_table} "
            f"WHERE organization_id = %s GROUP BY organization_id, {names}, {month}) AS summed",
            [organization_id],
        )
