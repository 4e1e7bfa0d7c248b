"""Stories of landed cost: freight and duty go to the goods, also where they were sold before."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.kernel.errors import RuleBroken
from daicho.kernel.measure import MICRO
from daicho.organizations.commands.update_organization import update_organization
from daicho.platform.work import reading
from daicho.purchases.commands.allocate_landed_cost import allocate_landed_cost
from daicho.purchases.commands.change_landed_cost import change_landed_cost
from daicho.purchases.commands.delete_landed_cost import delete_landed_cost
from daicho.purchases.core.landed_cost import METHODS, LandedGoods, shares
from daicho.purchases.kinds import BILL
from daicho.purchases.queries.landed_costs import landed_costs
from daicho.purchases.queries.landed_sources import landed_sources
from daicho.taxes.commands.update_tax import update_tax
from daicho.taxes.queries.tax_definitions import tax_definitions
from tests.build.bills import make_bill
from tests.build.catalog import make_item
from tests.build.contacts import make_vendor
from tests.build.documents import line
from tests.scenarios.test_buying import Shop

pytestmark = pytest.mark.django_db


class Freight(Shop):
    """Two lots of tea and coffee on one bill, and a bill of freight over 100."""

    def __init__(self):
        super().__init__()
        self.coffee = make_item(self.ctx, "Coffee", weight_micro=3 * 10**6, weight_unit="kg")
        lines = [line(self.tea, 10, rate=100), line(self.coffee, 10, rate=300)]
        self.goods = make_bill(self.ctx, self.vendor, lines, date=date(2026, 6, 1))
        freight = [line(None, 1, name="Freight", rate=100)]
        self.carrier = make_bill(self.ctx, make_vendor(self.ctx), freight, date=date(2026, 6, 20))
        (self.freight,) = self.lines(BILL, self.carrier)

    def allocate(self, **fields):
        given = {"bill_id": self.goods, "source_line_id": self.freight, **fields}
        return allocate_landed_cost(self.ctx, fields=given)

    def accounts(self):
        return self.books("inventory_asset"), self.books("cogs_default"), self.books("accounts_payable")


@pytest.fixture
def freight():
    return Freight()


def test_freight_goes_to_the_goods_and_comes_back(freight):
    assert freight.accounts() == (4000, 100, -4100)
    landed = freight.allocate(method="amount")
    assert freight.accounts() == (4100, 0, -4100)
    freight.proven()
    change_landed_cost(freight.ctx, bill_id=freight.goods, landed_cost_id=landed, fields={"amount": 60})
    assert freight.accounts() == (4060, 40, -4100)
    freight.proven()
    delete_landed_cost(freight.ctx, bill_id=freight.goods, landed_cost_id=landed)
    assert freight.accounts() == (4000, 100, -4100)
    freight.proven()


def test_what_was_sold_before_bears_its_share(freight):
    freight.take_out(5, date(2026, 6, 10))
    assert freight.accounts() == (3500, 100, -4100)
    freight.allocate(method="quantity")
    assert freight.accounts()[0] == 3500 + 75
    assert freight.accounts()[2] == -4100
    freight.proven()


def test_only_coffee_has_a_weight(freight):
    landed = freight.allocate(method="weight")
    with pytest.raises(RuleBroken) as caught:
        freight.allocate(method="dimension", amount=1)
    assert caught.value.code in {4857, 4858}
    delete_landed_cost(freight.ctx, bill_id=freight.goods, landed_cost_id=landed)
    with pytest.raises(RuleBroken) as unmeasured:
        freight.allocate(method="dimension")
    assert unmeasured.value.code == 4858


def test_not_more_than_the_line_has_and_never_goods(freight):
    freight.allocate(amount=70)
    with pytest.raises(RuleBroken) as more:
        freight.allocate(amount=31)
    tea = freight.lines(BILL, freight.goods)[0]
    with pytest.raises(RuleBroken) as goods:
        freight.allocate(source_line_id=tea)
    assert (more.value.code, goods.value.code) == (4857, 4857)
    for bill in (freight.goods, freight.carrier):
        with pytest.raises(RuleBroken) as kept:
            change_state(freight.ctx, kind=BILL, document_id=bill, action=Action.VOID)
        assert kept.value.code == 36
    freight.proven()


@pytest.mark.parametrize(
    ("vendor", "mode", "is_value_added", "cost"),
    [
        ({}, "tax_exclusive", True, 1000),
        ({"tax_registration_status": "unregistered"}, "tax_exclusive", True, 1030),
        ({}, "tax_inclusive", True, 1100),
        ({}, "tax_exclusive", False, 1100),
    ],
)
@pytest.mark.parametrize("inclusive", [True, False])
def test_freight_is_what_its_line_is_booked_at_with_the_tax_that_is_cost(
    freight, inclusive, vendor, mode, is_value_added, cost
):
    """1,100 with 10 per cent: what cannot be reclaimed is cost (japan.md ITC-05, ACC-03; behaviour.md 5.2)."""
    if mode == "tax_inclusive":
        update_organization(freight.ctx, fields={"tax_bookkeeping": mode, "tax_bookkeeping_since": date(2026, 4, 1)})
    update_tax(freight.ctx, tax_id=freight.tax, fields={"is_value_added": is_value_added})
    goods, before = freight.books("inventory_asset"), freight.books("cogs_default")
    carrier = make_vendor(freight.ctx, **vendor)
    rate = 1100 if inclusive else 1000
    lines = [line(None, 1, name="Freight", rate=rate, tax_id=freight.tax)]
    bill = make_bill(freight.ctx, carrier, lines, date=date(2026, 10, 1), is_inclusive_tax=inclusive)
    assert freight.books("cogs_default") - before == cost
    (source,) = freight.lines(BILL, bill)
    with reading(freight.ctx):
        offered = {row.line_id: row.left.minor for row in landed_sources(freight.ctx, bill_id=freight.goods)}
    assert offered[source] == cost
    with pytest.raises(RuleBroken):
        freight.allocate(source_line_id=source, amount=cost + 1)
    freight.allocate(source_line_id=source)
    assert (freight.books("cogs_default"), freight.books("inventory_asset")) == (before, goods + cost)
    with reading(freight.ctx):
        assert source not in {row.line_id for row in landed_sources(freight.ctx, bill_id=freight.goods)}
    freight.proven()


def test_a_discount_after_tax_is_no_cost_that_could_be_moved(freight):
    lines = [line(None, 1, name="Freight", rate=1000)]
    fields = {"discount": "10%", "is_discount_before_tax": False, "date": date(2026, 6, 20)}
    bill = make_bill(freight.ctx, make_vendor(freight.ctx), lines, **fields)
    (source,) = freight.lines(BILL, bill)
    goods, before = freight.books("inventory_asset"), freight.books("cogs_default")
    freight.allocate(source_line_id=source)
    assert freight.books("cogs_default") == before - 900
    assert freight.books("inventory_asset") == goods + 900
    freight.proven()


def test_goods_are_worth_what_they_cost_when_freight_is_shared_by_value(freight):
    """At 8 and at 10 per cent with tax in the price, 1,080 and 1,100 are worth the same: 1,000."""
    with reading(freight.ctx):
        taxes = tax_definitions(freight.ctx).values()
    reduced = next(tax.tax_id for tax in taxes if tax.percentage_micro(date(2026, 6, 1)) == 8 * MICRO)
    lines = [line(freight.tea, 1, rate=1100, tax_id=freight.tax), line(freight.coffee, 1, rate=1080, tax_id=reduced)]
    goods = make_bill(freight.ctx, freight.vendor, lines, date=date(2026, 6, 1), is_inclusive_tax=True)
    freight.allocate(bill_id=goods, method="amount")
    with reading(freight.ctx):
        (cost,) = landed_costs(freight.ctx, bill_id=goods)
    assert [part.amount.minor for part in cost.parts] == [50, 50]


@given(
    st.sampled_from(sorted(METHODS)),
    st.integers(0, 10**9),
    st.lists(st.tuples(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(0, 10**9)), min_size=1, max_size=9),
)
def test_shares_add_up(method, amount, lines):
    goods = [LandedGoods(n, q, v, Fraction(w, 7), Fraction(w, 3)) for n, (q, v, w) in enumerate(lines)]
    found = shares(method, amount, goods)
    assert found is None or (sum(found) == amount and min(found) >= 0)
