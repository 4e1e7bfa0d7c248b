"""Sixteen writers on the same items, and one that is killed: nothing is lost, nothing is half there."""

import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier

import orjson
import pytest
from django.db import connection, connections

from daicho.catalog.models import Item
from daicho.kernel.errors import RuleBroken
from daicho.kernel.measure import MICRO
from daicho.platform.retry import retried
from daicho.platform.work import reading, unit_of_work
from daicho.reporting.queries.verify import verify
from daicho.stock.commands.refuse_shortage import refuse_shortage
from daicho.stock.core.event import Kind
from daicho.stock.models import StockEventRow, StockTotal
from tests.build.stock import make_shop

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
WRITERS, DOCUMENTS, ITEMS = 16, 5, 4
DAY = date(2026, 4, 1)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _only_with_row_locks():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")


def lines_of(shop, name, chance):
    """Return movements of some items in any order: what comes has a value, what leaves may be more than is there."""
    lines = []
    for item in chance.sample(range(ITEMS), 3):
        inward = chance.random() < 0.5
        day = DAY + timedelta(days=chance.randrange(30))
        kind, value = (Kind.INFLOW, chance.randrange(900)) if inward else (Kind.OUTFLOW, None)
        quantity = chance.randrange(1, 9)
        lines.append(shop.movement(name, kind, quantity, day, value=value, item=item, line=str(item)))
    return lines


@pytest.mark.parametrize("in_batches", [False, True])
@pytest.mark.parametrize("method", ["fifo", "wac"])
def test_many_writers_on_the_same_items(method, in_batches):
    shop = make_shop(items=ITEMS, method=method)
    if in_batches:
        shop.keep_in_batches()
    start = Barrier(WRITERS)
    posted = {}

    def write(writer):
        chance = random.Random(writer)
        try:
            start.wait()
            for number in range(DOCUMENTS):
                name = f"W{writer:02d}-{number % 3}"  # the last ones change the first ones
                movements = lines_of(shop, name, chance)
                retried(lambda name=name, movements=movements: shop.post(name, *movements))
                posted[name] = movements
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    wanted = {movement.line_id: movement.quantity for movements in posted.values() for movement in movements}
    with reading(shop.ctx):
        counted = dict(StockEventRow.objects.filter(retractions__isnull=True).values_list("line_id", "quantity_micro"))
        assert counted == wanted
        moved = sum(sum(row) for row in StockTotal.objects.values_list("accounting_in_micro", "accounting_out_micro"))
        assert moved == sum(wanted.values())
    assert verify(shop.ctx) == []


def test_a_piece_is_sold_once():
    shop = make_shop(items=2)
    shop.keep_in_batches()
    with unit_of_work(shop.ctx):
        Item.objects.filter(id=shop.item_of(0)).update(tracking="serial")
    shop.post("B", shop.movement("B", Kind.INFLOW, 1, DAY, value=100))
    start = Barrier(WRITERS)

    def sell(writer):
        sold = shop.movement(f"W{writer}", Kind.OUTFLOW, 1, DAY)

        def document():
            with unit_of_work(shop.ctx):
                shop.post(f"W{writer}", sold)
                refuse_shortage(shop.ctx, before=[], after=[shop.of_batch(sold)], policy="block")

        try:
            start.wait()
            retried(document)
        except RuleBroken:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        assert sum(pool.map(sell, range(WRITERS))) == 1
    assert verify(shop.ctx) == []


def test_a_writer_that_is_killed_loses_nothing_that_it_acknowledged():
    shop = make_shop(items=2)
    shop.post("D", shop.movement("D", Kind.INFLOW, 5, DAY, value=100))
    settings = connection.settings_dict
    address = f"{settings['HOST']}:{settings['PORT'] or 5432}/{settings['NAME']}"
    environment = {
        **os.environ,
        "DATABASE_URL": f"postgresql://{settings['USER']}:{settings['PASSWORD']}@{address}",
        "DJANGO_SETTINGS_MODULE": "daicho.config.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
    }
    told = {"location": shop.location_id, "items": shop.items, "accounts": shop.accounts}
    arguments = [str(shop.ctx.organization_id), orjson.dumps(told).decode()]
    command = [sys.executable, "-m", "tests.concurrency.writer", *arguments]
    acknowledged = []
    for _ in range(2):
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as writer:
            for line in writer.stdout:
                acknowledged.append(int(line))
                if len(acknowledged) % 12 == 0:
                    time.sleep(random.random() / 20)
                    writer.kill()
                    break
            acknowledged += [int(line) for line in writer.stdout if line.endswith("\n")]
    assert len(acknowledged) >= 24
    with reading(shop.ctx):
        lines = dict(StockEventRow.objects.filter(line_id__in=acknowledged).values_list("line_id", "quantity_micro"))
    assert lines == dict.fromkeys(acknowledged, 3 * MICRO)
    assert verify(shop.ctx) == []
