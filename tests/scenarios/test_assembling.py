"""A gift box from its parts to its customer: made, sold, costed again by a late bill, taken apart, taken back."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from daicho.catalog.queries.stock_figures import stock_figures
from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action as DocumentAction
from daicho.kernel.errors import RuleBroken
from daicho.kernel.measure import MICRO
from daicho.ledger.commands.set_lock import set_lock
from daicho.ledger.models import JournalLine
from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.sales.kinds import INVOICE
from daicho.stock.commands.change_assembly_state import change_assembly_state
from daicho.stock.commands.create_adjustment import create_adjustment
from daicho.stock.commands.create_assembly import create_assembly
from daicho.stock.commands.delete_assembly import delete_assembly
from daicho.stock.commands.update_assembly import update_assembly
from daicho.stock.core.approval import Action, State
from daicho.stock.models import StockValue
from daicho.stock.queries.assembly_detail import assembly_detail
from tests.build.bills import make_bill
from tests.build.catalog import make_item
from tests.build.composites import make_composite
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.sales import make_invoice

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 1)


class Workshop:
    """An organisation with parts, work, and a box made of them: 2 teas, a tin and an hour at 40."""

    def __init__(self, method="fifo"):
        self.ctx = make_organization(country="JP")
        self.tea = make_item(self.ctx, "煎茶", inventory_valuation_method=method)
        self.tin = make_item(self.ctx, "缶", inventory_valuation_method=method)
        service = {"item_type": "purchases", "product_type": "service", "purchase_rate_micro": 40 * MICRO}
        self.work = make_item(self.ctx, "包装", **service)
        parts = {self.tea: 2, self.tin: 1, self.work: 1}
        self.box = make_composite(self.ctx, parts, "詰め合わせ", inventory_valuation_method=method)

    def receive(self, item_id, quantity, rate, day=MAY):
        row = {"item_id": item_id, "quantity": Decimal(quantity), "rate": Decimal(rate)}
        return create_adjustment(self.ctx, fields={"date": day, "reason": "x", "lines": [row]})

    def make(self, quantity, day=date(2026, 5, 10), state=State.BUNDLED, **fields):
        given = {"item_id": self.box, "quantity": Decimal(quantity), "date": day, **fields}
        return create_assembly(self.ctx, fields=given, state=state)

    def seen(self, assembly_id):
        with reading(self.ctx):
            return assembly_detail(self.ctx, assembly_id=assembly_id)

    def booked(self, key="inventory_asset"):
        with reading(self.ctx):
            rows = JournalLine.objects.filter(account__system_key=key).values_list("amount_minor", flat=True)
            return sum(rows)

    def on_hand(self):
        with reading(self.ctx):
            found = stock_figures(self.ctx, item_ids=[self.tea, self.tin, self.box])
        return tuple(found[one].figures.on_hand // MICRO for one in (self.tea, self.tin, self.box))

    def worth(self, item_id):
        with reading(self.ctx):
            return sum(StockValue.objects.filter(item_id=item_id).values_list("value_minor", flat=True))

    def proven(self):
        assert verify(self.ctx) == []


@pytest.mark.parametrize("method", ["fifo", "wac"])
def test_a_gift_box_is_made_and_sold(method):
    shop = Workshop(method)
    shop.receive(shop.tea, 10, 100)
    shop.receive(shop.tin, 10, 30)
    made = shop.make(3)
    view = shop.seen(made)
    assert (view.number, view.state, view.total.minor) == ("ASM-00001", State.BUNDLED, 6 * 100 + 3 * 30 + 3 * 40)
    assert shop.on_hand() == (4, 7, 3)
    assert shop.worth(shop.box) == 810
    # Making it moved value inside the inventory account; only the work was added.
    assert (shop.booked(), shop.booked("inventory_adjustment"), shop.booked("cogs_default")) == (1420, -1300, -120)
    shop.proven()
    invoice = make_invoice(
        shop.ctx, make_customer(shop.ctx), [line(shop.box, 2, rate=Decimal(2000))], is_open=True, date=date(2026, 5, 20)
    )
    assert (shop.on_hand(), shop.worth(shop.box)) == ((4, 7, 1), 270)
    assert shop.booked("cogs_default") == 540 - 120
    shop.proven()
    # A bill that comes late makes the tea dearer, and with it the box and what was sold of it.
    make_bill(shop.ctx, make_vendor(shop.ctx), [line(shop.tea, 6, rate=Decimal(160))], date=date(2026, 4, 20))
    if method == "fifo":
        assert shop.seen(made).total.minor == 6 * 160 + 90 + 120
        assert shop.worth(shop.box) == 390
    shop.proven()
    change_state(shop.ctx, kind=INVOICE, document_id=invoice, action=DocumentAction.VOID)
    assert shop.on_hand() == (10, 7, 3)
    shop.proven()
    delete_assembly(shop.ctx, assembly_id=made)
    assert shop.on_hand() == (16, 10, 0)
    assert (shop.worth(shop.box), shop.booked("cogs_default")) == (0, 0)
    shop.proven()


def test_assembling_and_taking_apart_leaves_the_inventory_as_it_was():
    shop = Workshop()
    shop.receive(shop.tea, 10, 100)
    shop.receive(shop.tin, 10, 33)
    before = shop.booked()
    goods = [{"item_id": shop.tea, "quantity": Decimal(4)}, {"item_id": shop.tin, "quantity": Decimal(2)}]
    shop.make(2, lines=goods)
    apart = shop.make(2, date(2026, 5, 11), kind="unbundle")
    view = shop.seen(apart)
    assert [part.item_id for part in view.lines] == [shop.tea, shop.tin]  # the work does not come out again
    assert (view.total.minor, sum(part.total.minor for part in view.lines)) == (466, 466)
    assert (shop.on_hand(), shop.booked(), shop.worth(shop.box)) == ((10, 10, 0), before, 0)
    shop.proven()


def test_a_draft_does_nothing_and_one_carried_out_can_become_a_draft_again():
    shop = Workshop()
    shop.receive(shop.tea, 4, 100)
    shop.receive(shop.tin, 4, 30)
    draft = shop.make(2, state=State.DRAFT)
    assert (shop.on_hand(), shop.seen(draft).total.minor) == ((4, 4, 0), 2 * (2 * 300 + 300 + 40))
    change_assembly_state(shop.ctx, assembly_id=draft, action=Action.CONFIRM)
    assert shop.on_hand() == (4, 4, 0)
    change_assembly_state(shop.ctx, assembly_id=draft, action=Action.BUNDLE)
    assert shop.on_hand() == (0, 2, 2)
    with pytest.raises(RuleBroken) as refused:
        change_assembly_state(shop.ctx, assembly_id=draft, action=Action.CONFIRM)
    assert refused.value.code == 4955
    shop.proven()
    change_assembly_state(shop.ctx, assembly_id=draft, action=Action.DRAFT)
    assert (shop.on_hand(), shop.worth(shop.box)) == ((4, 4, 0), 0)
    shop.proven()


def test_a_recipe_may_be_another_for_one_assembly_and_a_change_corrects_what_it_did():
    shop = Workshop()
    shop.receive(shop.tea, 10, 100)
    shop.receive(shop.tin, 10, 30)
    made = shop.make(1, lines=[{"item_id": shop.tea, "quantity": Decimal(3)}])
    assert (shop.on_hand(), shop.worth(shop.box)) == ((7, 10, 1), 300)
    (part,) = shop.seen(made).lines
    lines = [
        {"line_id": part.line_id, "item_id": shop.tea, "quantity": Decimal(2)},
        {"item_id": shop.work, "quantity": Decimal("0.5"), "rate": Decimal(90)},
    ]
    update_assembly(shop.ctx, assembly_id=made, fields={"lines": lines, "quantity": Decimal(2), "date": MAY})
    assert (shop.on_hand(), shop.worth(shop.box)) == ((8, 10, 2), 245)
    assert shop.seen(made).lines[0].line_id == part.line_id
    shop.proven()


def test_components_must_be_there_whatever_the_policy_says():
    shop = Workshop()
    shop.receive(shop.tea, 3, 100)
    shop.receive(shop.tin, 5, 30)
    with pytest.raises(RuleBroken) as refused:
        shop.make(2)
    assert refused.value.code == 4953
    assert refused.value.parameters["item"] == "煎茶"
    with pytest.raises(RuleBroken):
        shop.make(1, date(2026, 4, 30))  # nothing was there on that day
    assert shop.on_hand() == (3, 5, 0)
    with pytest.raises(RuleBroken):
        shop.make(1, kind="unbundle")
    shop.make(1)
    shop.proven()


def test_locked_days_stay_as_they_are():
    shop = Workshop()
    shop.receive(shop.tea, 10, 100)
    shop.receive(shop.tin, 10, 30)
    made, draft = shop.make(1), shop.make(1, state=State.DRAFT)
    set_lock(shop.ctx, fields={"until": date(2026, 5, 31), "reason": "Closed"})
    for refused in (
        lambda: shop.make(1),
        lambda: change_assembly_state(shop.ctx, assembly_id=draft, action=Action.BUNDLE),
        lambda: change_assembly_state(shop.ctx, assembly_id=made, action=Action.DRAFT),
        lambda: update_assembly(shop.ctx, assembly_id=made, fields={"date": date(2026, 6, 1)}),
        lambda: delete_assembly(shop.ctx, assembly_id=made),
    ):
        with pytest.raises(RuleBroken) as error:
            refused()
        assert error.value.code == 4310
    delete_assembly(shop.ctx, assembly_id=draft)
    shop.make(1, date(2026, 6, 1))
    shop.proven()


@pytest.mark.parametrize("method", ["fifo", "wac"])
def test_value_in_is_value_out_to_the_yen(method):
    shop = Workshop(method)

    class Undo(Exception):
        """Leaves the transaction of one example."""

    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(st.tuples(st.integers(1, 9), st.integers(1, 997)), min_size=1, max_size=4),
        st.integers(1, 500),
        st.lists(st.tuples(st.integers(1, 4), st.integers(0, 77)), min_size=1, max_size=3),
    )
    def whatever_goes_in_comes_out(receipts, tin_rate, boxes):
        with pytest.raises(Undo), transaction.atomic():
            for day, (quantity, rate) in enumerate(receipts, start=1):
                shop.receive(shop.tea, quantity * 3, rate, date(2026, 4, day))
            shop.receive(shop.tin, 20, tin_rate)
            for quantity, work in boxes:
                inventory = shop.booked()
                lines = [
                    {"item_id": shop.tea, "quantity": Decimal(1)},
                    {"item_id": shop.tin, "quantity": Decimal(quantity)},
                    {"item_id": shop.work, "quantity": Decimal(quantity), "rate": Decimal(work)},
                ]
                view = shop.seen(shop.make(quantity, lines=lines))
                assert view.total.minor == sum(part.total.minor for part in view.lines)
                assert shop.booked() == inventory + quantity * work
            shop.proven()
            raise Undo

    whatever_goes_in_comes_out()
