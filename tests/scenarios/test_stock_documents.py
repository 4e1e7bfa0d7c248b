"""A year of the warehouse: opening stock, counts, revaluation, transfers, corrections; the books follow every step."""

from datetime import date
from decimal import Decimal

import pytest

from daicho.catalog.commands.set_opening_stock import set_opening_stock
from daicho.catalog.queries.stock_figures import stock_figures
from daicho.kernel.measure import MICRO
from daicho.ledger.models import JournalLine
from daicho.ledger.queries.system_account import system_account
from daicho.organizations.commands.update_organization import update_organization
from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.stock.commands.change_transfer_state import change_transfer_state
from daicho.stock.commands.create_adjustment import create_adjustment
from daicho.stock.commands.create_location import create_location
from daicho.stock.commands.create_transfer import create_transfer
from daicho.stock.commands.delete_adjustment import delete_adjustment
from daicho.stock.commands.delete_transfers import delete_transfers
from daicho.stock.commands.update_adjustment import update_adjustment
from daicho.stock.commands.update_transfer import update_transfer
from daicho.stock.core.approval import Action
from daicho.stock.queries.adjustment_detail import adjustment_detail
from daicho.stock.queries.locations import locations
from tests.build.catalog import make_item
from tests.build.organization import make_organization

pytestmark = pytest.mark.django_db


class Year:
    """The organisation and what is asked of it after each step."""

    def __init__(self, method):
        self.ctx = make_organization(fiscal_year_start_month=4, opening_date=date(2026, 4, 1))
        self.osaka = create_location(self.ctx, fields={"name": "Osaka"})
        with reading(self.ctx):
            self.home = next(place.location_id for place in locations(self.ctx) if place.is_primary)
        self.tea = make_item(self.ctx, "Tea", inventory_valuation_method=method)

    def adjust(self, day, quantity=None, *, value=None, rate=None, **fields):
        line = {"item_id": self.tea}
        line |= {"quantity": Decimal(quantity)} if quantity is not None else {"value": Decimal(value)}
        line |= {"rate": Decimal(rate)} if rate is not None else {}
        kind = "quantity" if quantity is not None else "value"
        given = {"date": day, "reason": "棚卸", "adjustment_type": kind, "lines": [line], **fields}
        return create_adjustment(self.ctx, fields=given)

    def transfer(self, day, quantity, **fields):
        lines = [{"item_id": self.tea, "quantity": Decimal(quantity)}]
        ends = {"from_location_id": self.home, "to_location_id": self.osaka}
        return create_transfer(self.ctx, fields={"date": day, **ends, "lines": lines, **fields})

    def books(self, key="inventory_asset"):
        with reading(self.ctx):
            account = system_account(self.ctx, key)
            return sum(JournalLine.objects.filter(account_id=account).values_list("amount_minor", flat=True))

    def on_hand(self):
        with reading(self.ctx):
            rows = stock_figures(self.ctx, item_ids=[self.tea])[self.tea].locations
        return tuple(row.figures.on_hand / MICRO for row in rows)

    def proven(self):
        assert verify(self.ctx) == []


@pytest.mark.parametrize("method", ["fifo", "wac"])
def test_a_year_of_the_warehouse(method):
    year = Year(method)
    set_opening_stock(year.ctx, item_id=year.tea, rows=[_place(10, 100)])
    found = year.adjust(date(2026, 5, 10), 5, rate=130)
    assert year.books() == 1650
    lost = year.adjust(date(2026, 6, 1), -12)
    cost = 1260 if method == "fifo" else 1320
    assert (year.books(), year.books("inventory_adjustment")) == (1650 - cost, cost - 650)
    year.proven()
    way = year.transfer(date(2026, 6, 10), 2, is_intransit_order=True)
    assert year.on_hand() == (1, 0)
    assert year.books() == 1650 - cost
    change_transfer_state(year.ctx, transfer_id=way, action=Action.RECEIVE, day=date(2026, 6, 12))
    assert year.on_hand() == (1, 2)
    year.proven()
    # A count that comes late changes what went out after it, in the books too.
    year.adjust(date(2026, 5, 20), 3, rate=Decimal("99.5"))
    year.proven()
    revalued = year.adjust(date(2026, 7, 1), value=-30)
    year.proven()
    update_adjustment(year.ctx, adjustment_id=found, fields={"lines": [_line(year.tea, found, year, 6, 130)]})
    year.proven()
    update_transfer(year.ctx, transfer_id=way, fields={"date": date(2026, 6, 11)})
    year.proven()
    update_organization(year.ctx, fields={"opening_date": date(2026, 3, 1)})
    year.proven()
    delete_adjustment(year.ctx, adjustment_id=revalued)
    delete_adjustment(year.ctx, adjustment_id=lost)
    delete_transfers(year.ctx, transfer_ids=[way])
    assert year.on_hand() == (19, 0)
    assert year.books() == 1000 + 780 + 299
    year.proven()


def test_goods_in_transit_at_the_end_of_the_month():
    year = Year("fifo")
    set_opening_stock(year.ctx, item_id=year.tea, rows=[_place(8, 50)])
    year.transfer(date(2026, 5, 31), 3, is_intransit_order=True)
    year.transfer(date(2026, 5, 31), 1, is_intransit_order=False)
    assert year.on_hand() == (4, 1)
    assert year.books() == 400
    year.adjust(date(2026, 6, 1), -4)
    assert (year.on_hand(), year.books()) == ((0, 1), 200)
    year.proven()


def _place(quantity, rate):
    return {"location_id": None, "quantity_micro": quantity * MICRO, "rate_micro": rate * MICRO}


def _line(item_id, adjustment_id, year, quantity, rate):
    with reading(year.ctx):
        line = adjustment_detail(year.ctx, adjustment_id=adjustment_id).lines[0]
    return {"line_id": line.line_id, "item_id": item_id, "quantity": Decimal(quantity), "rate": Decimal(rate)}
