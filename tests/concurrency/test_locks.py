"""A period is locked while somebody posts to it: either the posting came first, or it is refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier, Event

import pytest
from django.db import connection, connections

from daicho.kernel.errors import RuleBroken
from daicho.ledger.commands.set_lock import set_lock
from daicho.ledger.models import ManualJournal
from daicho.platform.models import AuditRecord
from daicho.platform.work import reading, unit_of_work
from daicho.reporting.queries.verify import verify
from daicho.stock.core.event import Kind
from daicho.stock.models import StockValue
from tests.build.journals import DAY, journal_fields, make_journal
from tests.build.organization import make_organization
from tests.build.stock import make_shop

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
WRITERS, JOURNALS, ROUNDS = 6, 4, 5
LOCKED = {"until": DAY, "reason": "Closed"}


@pytest.fixture(autouse=True)
def _only_with_row_locks():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")


def locked_before_the_commit(ctx, work):
    """Do `work` in a unit that is held open until the days are locked; return the number of the refusal."""
    worked, locked = Event(), Event()

    def posting():
        try:
            with unit_of_work(ctx):
                work()
                worked.set()
                assert locked.wait(20)
        except RuleBroken as refused:
            return refused.code
        finally:
            worked.set()
            connections.close_all()
        return 0

    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(posting)
        assert worked.wait(20)
        set_lock(ctx, fields=LOCKED)  # waits for nobody
        locked.set()
        return answer.result()


def test_a_lock_that_is_set_before_the_commit_counts():
    ctx = make_organization()
    assert locked_before_the_commit(ctx, lambda: make_journal(ctx)) == 4310
    assert locked_before_the_commit(ctx, lambda: make_journal(ctx, date=date(2026, 11, 11))) == 0
    with reading(ctx):
        assert list(ManualJournal.objects.values_list("date", flat=True)) == [date(2026, 11, 11)]


def test_others_differences_go_to_days_that_are_open_at_the_commit():
    shop = make_shop()
    shop.post("I", shop.movement("I", Kind.INFLOW, 2, DAY, value=200))
    shop.post("O", shop.movement("O", Kind.OUTFLOW, 1, DAY))

    def dearer():
        shop.post("I", shop.movement("I", Kind.INFLOW, 2, DAY, value=400))

    assert locked_before_the_commit(shop.ctx, dearer) == 4310
    dearer()
    with reading(shop.ctx):
        line = shop.source("O")[1]
        of_outflow = StockValue.objects.filter(line_id=line).order_by("day").values_list("day", "value_minor")
        assert list(of_outflow) == [(DAY, -100), (date(2026, 11, 11), -100)]
    assert verify(shop.ctx) == []


def post_while_locking(ctx):
    """Let some write journals to a day while one locks it; return the changes of both, in order of commit."""
    fields, start, written = journal_fields(ctx), Barrier(WRITERS + 1), Event()

    def write(number):
        try:
            start.wait()
            if number == WRITERS:
                assert written.wait(20)
                set_lock(ctx, fields=LOCKED)
            for _ in range(JOURNALS if number < WRITERS else 0):
                make_journal(ctx, lines=fields["lines"])
                written.set()
        except RuleBroken as refused:
            return refused.code
        finally:
            connections.close_all()
        return 0

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        assert set(pool.map(write, range(WRITERS + 1))) <= {0, 4310}
    with reading(ctx):
        known = AuditRecord.objects.filter(entity__in=["journal", "transaction_lock"]).order_by("sequence")
        return list(known.values_list("entity", flat=True))


def test_whatever_is_in_a_locked_period_came_before_the_lock():
    written = 0
    for _ in range(ROUNDS):
        ctx = make_organization()
        changes = post_while_locking(ctx)
        assert changes.index("transaction_lock") == len(changes) - 1, changes
        with reading(ctx):
            assert ManualJournal.objects.count() == len(changes) - 1
        written += len(changes) - 1
        assert verify(ctx) == []
    assert 0 < written < ROUNDS * WRITERS * JOURNALS
