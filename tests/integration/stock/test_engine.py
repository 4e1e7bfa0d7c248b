"""The engine under any history: every kind of movement, entered, changed and voided in any order.

Among them assemblies that take goods from pool to pool, bills in dollars whose rate is mended later, landed cost of
their goods, before and after these are sold, and other methods of valuation from a day on. In half of the parts two of
the three goods are batches of one item.

After every step the books balance, the whole of `verify` is clean, the value of stock is that of the inventory
accounts on every day, and nothing has no value. At last the same documents are entered once more, in another order and
so with other ids, and must come to the same. Twenty thousand steps on SQLite, in parts; a tenth of them on PostgreSQL,
where each takes longer; `make soak` runs a million.
"""

import os
import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from daicho.catalog.commands.update_item import update_item
from daicho.kernel.measure import MICRO
from daicho.ledger.models import JournalLine, TransactionLock
from daicho.organizations.commands.update_organization import update_organization
from daicho.platform.work import reading, unit_of_work
from daicho.reporting.queries.verify import verify
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Stock
from daicho.stock.models import CostPool, Location, LotUse, StockTotal, StockValue
from tests.build.agreement import nothing_has_no_value, stock_and_books_agree
from tests.build.context import NOW
from tests.build.stock import make_shop

PARTS = 10
STEPS = 20
"""The most steps of one history."""
STEPS_OF_ALL = int(os.environ.get("DAICHO_SOAK", "20000"))
DAY = date(2026, 4, 1)
DAYS = 45
NAMED = ["D1", "D2", "D3", "D4", "D5"]
ALIKE = ["X1", "X2", "X3"]
"""Documents of different kinds that bear the same number; no other refers to them."""
BILLS = ["B1", "B2"]
"""Bills in dollars."""
LANDED = ["L1", "L2"]
ASSEMBLIES = ["A1", "A2"]

_quantities = st.sampled_from([1, 333_333, MICRO, 2 * MICRO, 3 * MICRO, 7 * MICRO])
_values = st.integers(0, 500)
_days = st.integers(0, DAYS)
_KINDS = [Kind.OPENING, Kind.INFLOW, Kind.INFLOW, Kind.OUTFLOW, Kind.OUTFLOW, Kind.OUTFLOW, Kind.RETURN, Kind.VALUE]


@st.composite
def _lines(draw):
    kind = draw(st.sampled_from(_KINDS))
    by_itself = kind is Kind.INFLOW and draw(st.integers(0, 3)) == 0
    value = draw(_values) if kind in {Kind.OPENING, Kind.INFLOW} and not by_itself else None
    return {
        "kind": kind,
        "quantity": 0 if kind is Kind.VALUE else draw(_quantities),
        "day": 0 if kind is Kind.OPENING else draw(_days),
        "value": draw(st.integers(-60, 200)) if kind is Kind.VALUE else value,
        "item": draw(st.integers(0, 1)),
        "of": draw(st.sampled_from([None, *NAMED, *BILLS])),
        "rate": draw(st.sampled_from([0, 31])),
        "location": draw(st.integers(0, 1)),
        "stock": Stock.BOTH if kind in {Kind.OPENING, Kind.VALUE} else draw(st.sampled_from([*Stock, Stock.BOTH])),
    }


_plans = st.lists(_lines(), min_size=1, max_size=2)
_transfers = st.fixed_dictionaries(
    {"item": st.integers(0, 1), "quantity": _quantities, "day": _days, "arrives": st.integers(0, 5) | st.none()}
)
_rates = st.sampled_from([1, 2, 3])
"""Yen for a cent."""
_bills = st.lists(
    st.fixed_dictionaries(
        {"item": st.integers(0, 2), "quantity": _quantities, "day": _days, "cents": _values, "at": _rates}
    ),
    min_size=1,
    max_size=2,
)
_landed = st.fixed_dictionaries({"landed": st.integers(-40, 200), "of": st.sampled_from(BILLS), "day": _days})
_parts = st.tuples(st.permutations([0, 1, 2]), st.lists(_quantities, min_size=3, max_size=3), st.booleans())
_assemblies = st.fixed_dictionaries({"parts": _parts, "day": _days, "services": st.sampled_from([None, None, 13])})


class Engine(RuleBasedStateMachine):
    """One organisation, whose transaction is taken back at the end."""

    shop: Any = None
    locked: Any = False
    assembles = False
    steps = 0
    """Taken so far, in all histories of a part."""

    @initialize(assembles=st.booleans())
    def begin(self, assembles):
        """Start from nothing; pools that no assembly touches are kept in another way than those that one does."""
        self.assembles = assembles
        self.savepoint = transaction.savepoint()
        self.shop.documents.clear()
        self.documents = {}
        self.turns = []
        self.locked = False

    def teardown(self):
        """Enter all again in another order, compare, and take it back."""
        try:
            if not self.locked:
                history = result(self.shop)
                transaction.savepoint_rollback(self.savepoint)
                self.savepoint = transaction.savepoint()
                self.shop.documents.clear()
                for name in random.sample(list(self.documents), len(self.documents)):
                    self.enter(name)
                for turn in self.turns:
                    revalue(self.shop, *turn)
                assert result(self.shop) == history, self.documents
        finally:
            transaction.savepoint_rollback(self.savepoint)

    def enter(self, name):
        """Post the document as it is planned."""
        lines = enumerate(self.documents.get(name, []))
        self.shop.post(name, *[movement for line in lines for movement in self.movements(name, *line)])

    def movements(self, name, position, line):
        """Return the movements of one line."""
        for key, made in (("arrives", self.transfer), ("cents", self.billed), ("landed", self.landed)):
            if key in line:
                return made(name, position, line)
        if "parts" in line:
            return self.assembly(name, line)
        other = line["of"] if name in NAMED else None
        target = next(iter(self.documents.get(other, [])), None)
        follows = DAY + timedelta(days=target["day"]) if target and line["kind"] is Kind.RETURN else None
        _, line_id = self.shop.source(name, str(position))
        movement = self.shop.movement(
            name,
            line["kind"],
            0,
            DAY + timedelta(days=line["day"]),
            value=line["value"],
            item=line["item"],
            follows=follows,
        )._replace(
            line_id=line_id,
            number="X" if name in ALIKE else name,
            position=position,
            quantity=line["quantity"],
            fallback=line["rate"] * line["quantity"] // MICRO,
            location_id=self.shop.locations[line["location"]],
            stock=line["stock"],
            lot=self.shop.source(other, "0")[1] if other and other != name else None,
        )
        return [movement]

    def transfer(self, name, position, line):
        """Return what leaves one location and, sooner or later or never, arrives at another, by way of a third."""
        steps = [(Kind.DEPARTURE, 0, line["day"]), (Kind.ARRIVAL, 2, line["day"])]
        if line["arrives"] is not None:
            later = line["day"] + line["arrives"]
            steps += [(Kind.DEPARTURE, 2, later), (Kind.ARRIVAL, 1, later)]
        return [
            self.shop.movement(name, kind, 0, DAY + timedelta(days=day), item=line["item"])._replace(
                line_id=self.shop.source(name, f"{position}.{step}")[1],
                quantity=line["quantity"],
                position=position,
                location_id=self.shop.locations[location],
                contra_account_id=self.shop.accounts["inventory_asset"],
            )
            for step, (kind, location, day) in enumerate(steps)
        ]

    def moved(self, name, kind, line, line_name, **more):
        """Return a movement on the day of a line of the document."""
        day = DAY + timedelta(days=line["day"])
        return self.shop.movement(name, kind, 0, day, line=line_name)._replace(**more)

    def billed(self, name, position, line):
        """Return goods of a bill in dollars, at its rate."""
        goods = {"item_id": self.shop.items[line["item"]], "quantity": line["quantity"], "position": position}
        cost = {"value": line["cents"] * line["at"], "own_value": line["cents"], "currency": "USD"}
        return [self.moved(name, Kind.INFLOW, line, str(position), **goods, **cost)]

    def landed(self, name, position, line):
        """Return what each lot of the bill gets of a cost, on its day or on that of the goods, if they came later."""
        lots = self.documents.get(line["of"], [])
        return [
            self.moved(
                name,
                Kind.VALUE,
                {"day": max(line["day"], lot["day"])},
                f"{position}.{number}",
                item_id=self.shop.items[lot["item"]],
                stock=Stock.ACCOUNTING,
                position=number,
                value=line["landed"] // len(lots),
                lot=self.shop.source(line["of"], str(number))[1],
            )
            for number, lot in enumerate(lots)
        ]

    def assembly(self, name, line):
        """Return two items made into a third, or one taken apart into two."""
        items, quantities, apart = line["parts"]
        kinds = [Kind.OUTFLOW, Kind.INFLOW if apart else Kind.OUTFLOW, Kind.INFLOW]
        named = {"assembly_id": self.shop.source(name)[0].source_id, "contra_account_id": 0}
        return [
            self.moved(
                name,
                kind,
                line,
                str(number),
                item_id=self.shop.items[item],
                quantity=quantity,
                position=number,
                value=line["services"] if kind is Kind.INFLOW else None,
                fallback=31 * (item + 1) * quantity // MICRO,
                **named,
            )
            for number, (kind, item, quantity) in enumerate(zip(kinds, items, quantities, strict=True))
        ]

    @rule(name=st.sampled_from([*NAMED, *ALIKE]), plan=_plans)
    def document(self, name, plan):
        """Enter a document, or change it."""
        self.change(name, plan)

    @rule(name=st.sampled_from(NAMED), line=_transfers)
    def move(self, name, line):
        """Enter a transfer, or turn a document into one."""
        self.change(name, [line])

    @rule(name=st.sampled_from(BILLS), plan=_bills)
    def bill(self, name, plan):
        """Enter a bill in dollars, or change it."""
        self.change(name, plan)

    @rule(name=st.sampled_from(BILLS), rate=_rates)
    def mend_rate(self, name, rate):
        """Learn the rate of a bill that was entered long ago."""
        self.change(name, [{**line, "at": rate} for line in self.documents.get(name, [])])

    @rule(name=st.sampled_from(LANDED), line=_landed)
    def land(self, name, line):
        """Spread a cost over the goods of a bill."""
        self.change(name, [line])

    @precondition(lambda self: self.assembles)
    @rule(name=st.sampled_from(ASSEMBLIES), line=_assemblies)
    def assemble(self, name, line):
        """Make goods of goods, or take them apart."""
        self.change(name, [line])

    @rule(name=st.sampled_from([*NAMED, *ALIKE, *BILLS, *LANDED, *ASSEMBLIES]))
    def void(self, name):
        """Void a document."""
        self.change(name, [])

    @precondition(lambda self: self.documents)
    @rule(item=st.integers(0, 2), method=st.sampled_from(["fifo", "wac"]), year=st.integers(2025, 2027))
    def turn(self, item, method, year):
        """Value an item by another method, from a day before, within or after everything that happens."""
        with reading(self.shop.ctx):
            moved = CostPool.objects.filter(item_id=self.shop.item_of(item)).exists()
        if moved and (item, method, year) not in self.turns:
            self.turns.append((item, method, year))
            revalue(self.shop, item, method, year)

    def change(self, name, plan):
        """Let a document say something else; in locked days nobody may."""
        days = [line["day"] for line in [*plan, *self.documents.get(name, [])]]
        if self.locked and days and min(days) <= self.locked:
            return
        type(self).steps += 1
        self.documents[name] = plan
        self.enter(name)
        self.enter(name)
        self.follow(name)

    def follow(self, name):
        """Enter again what refers to the day of a document that changed, as documents do."""
        for other, plan in self.documents.items():
            if other != name and any(
                line.get("of") == name and ("landed" in line or line["kind"] is Kind.RETURN) for line in plan
            ):
                self.enter(other)

    @precondition(lambda self: not self.locked and self.documents)
    @rule(day=st.integers(1, DAYS), rare=st.integers(0, 3))
    def lock(self, day, rare):
        """Lock the days up to one."""
        if rare:
            return
        self.locked, until = day, DAY + timedelta(days=day)
        with reading(self.shop.ctx):
            TransactionLock.objects.bulk_create(
                [TransactionLock(organization_id=self.shop.ctx.organization_id, until=until, scope=0, locked_at=NOW)]
            )

    def has_changed(self):
        """Tell whether rows were written since it was asked last; only SQLite counts them."""
        before = getattr(self, "written", None)
        self.written = connection.connection.total_changes if connection.vendor == "sqlite" else None
        return self.written is None or self.written != before

    @invariant()
    def nothing_parts(self):
        """Everything derived is what it is derived from; on every day stock and books agree.

        What a step refused has changed no row, and is not asked again.
        """
        if self.shop is None or not hasattr(self, "documents") or not self.has_changed():
            return
        assert verify(self.shop.ctx) == []
        with reading(self.shop.ctx):
            stock_and_books_agree()
            nothing_has_no_value(self.locked)


def revalue(shop, item, method, year):
    """Choose an item's method on a day of the fiscal year that begins in May of the year before `year`."""
    ctx = replace(shop.ctx, today=date(year, 4, 30))
    update_item(ctx, item_id=shop.item_of(item), fields={"inventory_valuation_method": method})


def result(shop):
    """Return everything that must not depend on the order of entry, told by names instead of ids."""
    names = {
        line_id: ("X" if name in ALIKE else name, line)
        for name, (_, lines) in shop.documents.items()
        for line, line_id in lines.items()
    }

    def named(model, *fields):
        sums = defaultdict(int)
        for *key, amount in model.objects.values_list(*fields):
            sums[tuple(names.get(value, value) for value in key)] += amount
        return {key: amount for key, amount in sums.items() if amount}

    with reading(shop.ctx):
        return [
            named(StockValue, "line_id", "cause_id", "day", "location_id", "contra_account_id", "value_minor"),
            named(StockTotal, "item_id", "location_id", "month", "value_minor"),
            named(JournalLine, "account_id", "item_id", "location_id", "day", "amount_minor"),
            named(LotUse, "line_id", "lot_line_id", "quantity_micro"),
            named(LotUse, "line_id", "lot_line_id", "value_minor"),
        ]


@pytest.mark.django_db
@pytest.mark.timeout(0)
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("method", ["fifo", "wac"])
def test_the_engine(method, part, monkeypatch):
    monkeypatch.setattr("daicho.stock.commands.recost_items.CHECKPOINT_EVERY", 3)
    monkeypatch.setattr("daicho.stock.commands._recosted._BATCH", 3)
    shop = make_shop(items=3, method=method)
    if part % 2:
        shop.keep_in_batches()
    update_organization(shop.ctx, fields={"fiscal_year_start_month": 5})
    with unit_of_work(shop.ctx):
        named = {"organization_id": shop.ctx.organization_id, "created_at": NOW, "modified_at": NOW}
        others = [Location(name=name, **named) for name in ("Store", "On the way")]
        Location.objects.bulk_create(others)
    engine_shop: Any = shop
    engine_shop.locations = [shop.location_id, *(location.id for location in others)]
    engine: Any = type(f"Engine{part}", (Engine,), {"shop": shop})
    wanted = STEPS_OF_ALL // (1 if connection.vendor == "sqlite" else 10) // (2 * PARTS)
    while engine.steps < wanted:
        run_state_machine_as_test(
            engine,
            settings=settings(
                max_examples=max(1, (wanted - engine.steps) // STEPS),
                stateful_step_count=STEPS,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
