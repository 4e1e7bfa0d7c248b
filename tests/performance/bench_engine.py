"""The engine: what posting costs against the bare writing of its rows, and against books a hundred times as long."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from itertools import count
from typing import Any

from django.db import connection

from daicho.kernel.context import Ctx
from daicho.ledger.models import AccountBalance, JournalEntry, JournalLine
from daicho.platform.db.bulk import Bulk
from daicho.platform.db.ids import new_id
from daicho.platform.models import AuditRecord, Change, OrganizationHead
from daicho.platform.work import reading, unit_of_work
from daicho.reporting.core.report import Parameters, Report
from daicho.reporting.queries.balance_sheet import balance_sheet
from daicho.reporting.queries.inventory_valuation import inventory_valuation
from daicho.reporting.queries.profit_and_loss import profit_and_loss
from daicho.reporting.queries.trial_balance import trial_balance
from daicho.reporting.queries.verify import verify
from daicho.stock.core.event import Kind
from daicho.stock.models import CostPool, LotUse, PoolCheckpoint, StockEventRow, StockTotal, StockValue
from tests.build.stock import Shop, make_shop
from tests.performance.histories import FIRST, ITEMS, PER_DOCUMENT, TODAY, History, histories, movements, post
from tests.performance.registry import Measurement, benchmark, compare

_numbers = count(1)
_POSTED: tuple[Any, ...] = (
    StockEventRow,
    StockValue,
    LotUse,
    PoolCheckpoint,
    JournalLine,
    JournalEntry,
    AuditRecord,
    Change,
)
_SUMS: dict[Any, tuple[tuple[str, ...], tuple[str, ...]]] = {
    AccountBalance: (("account_id", "contact_id", "month"), ("debit_minor", "credit_minor")),
    StockTotal: (
        ("item_id", "location_id", "month"),
        ("accounting_in_micro", "accounting_out_micro", "physical_in_micro", "physical_out_micro", "value_minor"),
    ),
}


def _invoice(shop: Shop) -> None:
    """Post an invoice of five lines that ships goods: fourteen ledger lines, ten of them cost."""
    number = next(_numbers)
    first_item = number * PER_DOCUMENT % ITEMS
    name = f"INV-{number:06}"
    post(shop, name, movements(shop, name, Kind.OUTFLOW, first_item, 1, TODAY), 14)


class Floor:
    """The rows that a posting wrote, written again with the fewest statements and nothing else around them."""

    def __init__(self, ctx: Ctx, work: Callable[[], object]) -> None:
        """Do `work` and keep the rows that it adds; sums and states are those of the rows' items and accounts."""
        self.ctx = ctx
        with reading(ctx):
            last = {model: model.objects.order_by("-id").values_list("id", flat=True).first() or 0 for model in _POSTED}
            work()
            self.rows = {model: self._of(model, {"id__gt": last[model]}) for model in _POSTED}
            columns, events = self.rows[StockEventRow]
            items = {row[columns.index("item_id")] for row in events}
            self.pools = list(
                CostPool.objects.filter(item_id__in=items).values_list("id", "tail", "last_order", "since_checkpoint")
            )
            columns, values = self.rows[StockValue]
            items = {row[columns.index("item_id")] for row in values}
            months = {row[columns.index("day")].replace(day=1) for row in values}
            accounts = {row[self.rows[JournalLine][0].index("account_id")] for row in self.rows[JournalLine][1]}
            contacts = {row[self.rows[JournalLine][0].index("contact_id")] for row in self.rows[JournalLine][1]}
            self.sums = {
                StockTotal: self._sums(StockTotal, {"item_id__in": items, "month__in": months}),
                AccountBalance: self._sums(
                    AccountBalance, {"account_id__in": accounts, "contact_id__in": contacts, "month__in": months}
                ),
            }

    def _of(self, model: Any, where: Mapping[str, Any]) -> tuple[tuple[str, ...], list[Any]]:
        """Return columns, "id" first, and rows of those that `where` finds."""
        fields = [field for field in model._meta.concrete_fields if field.name not in {"id", "organization_id"}]
        rows = model.objects.filter(**where).values_list("id", *(field.attname for field in fields))
        return ("id", *(field.column for field in fields)), list(rows)

    def _sums(self, model: Any, where: Mapping[str, Any]) -> list[Any]:
        keys, sums = _SUMS[model]
        return [(*row, *[0] * len(sums)) for row in model.objects.filter(**where).values_list(*keys)]

    def write(self) -> None:
        """Write the rows once more, with new ids."""
        bulk = Bulk()
        entries: dict[int, int] = {}
        for model, (columns, rows) in self.rows.items():
            ids = {row[0]: new_id() for row in rows}
            if model is JournalEntry:
                ids = {row[0]: entries[row[0]] for row in rows}
            bulk.insert(model, columns, [self._again(columns, row, ids, entries) for row in rows])
        for model, rows in self.sums.items():
            bulk.accumulate(model, keys=_SUMS[model][0], sums=_SUMS[model][1], rows=rows)
        bulk.update(CostPool, ("tail", "last_order", "since_checkpoint"), self.pools)
        with unit_of_work(self.ctx):
            head = OrganizationHead.objects.values_list("id", "audit_hash")[0]
            bulk.update(OrganizationHead, ("audit_hash",), [head])
            bulk.write()

    def _again(
        self, columns: Sequence[str], row: Sequence[Any], ids: Mapping[int, int], entries: dict[int, int]
    ) -> list[Any]:
        values = [ids[row[0]], *row[1:]]
        for place, name in enumerate(columns):
            if name == "entry_id":
                values[place] = entries.setdefault(row[place], new_id())
            elif name == "sequence":
                values[place] = 10**9 + next(_numbers)
        return values


@benchmark("post_invoice")
def post_invoice() -> Measurement:
    """Post a five-line invoice through the engine, against its rows alone (at most 2.5)."""
    _long, short = histories()
    floor = Floor(short.shop.ctx, lambda: _invoice(short.shop))
    return compare(lambda: _invoice(short.shop), floor.write, repetitions=60)


@benchmark("post_invoice_1m")
def post_invoice_1m() -> Measurement:
    """Post it where there are 1,000,000 ledger lines, against 10,000 (at most 1.2)."""
    long, short = histories()
    return compare(lambda: _invoice(long.shop), lambda: _invoice(short.shop), repetitions=60)


@benchmark("backdate_20k")
def backdate_20k() -> Measurement:
    """Post a receipt before a pool of 20,000 movements, against the rows that this changes (at most 3)."""
    shop = make_shop()
    events = 10_000
    moved = []
    for number in range(events):
        day = FIRST + timedelta(days=10 + number * 300 // events)
        for kind, value in ((Kind.INFLOW, 100 + number % 7), (Kind.OUTFLOW, None)):
            name = f"D{number}-{kind}"
            moved.append(shop.movement("History", kind, 1, day, value=value, line=name))
    shop.post("History", *moved)
    days = iter(range(10))

    def receipt() -> None:
        day, name = FIRST + timedelta(days=9 - next(days)), f"R{next(_numbers)}"
        shop.post(name, shop.movement(name, Kind.INFLOW, 1, day, value=1000 - day.toordinal() % 10))

    floor = Floor(shop.ctx, receipt)
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
