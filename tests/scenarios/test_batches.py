"""Stories of goods in batches and with serial numbers: each is worth what it was bought for; every step verifies."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.state import Action
from daicho.documents.queries.converted_fields import converted_fields
from daicho.documents.queries.document_view import document_view
from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.kernel.measure import MICRO
from daicho.platform.work import reading
from daicho.purchases.commands.allocate_landed_cost import allocate_landed_cost
from daicho.purchases.commands.create_purchase_receive import create_purchase_receive
from daicho.purchases.commands.delete_landed_cost import delete_landed_cost
from daicho.purchases.kinds import BILL, PURCHASE_ORDER, VENDOR_CREDIT
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.report import Parameters
from daicho.reporting.queries.explain_cost import explain_cost
from daicho.reporting.queries.verify import verify
from daicho.sales.commands.credit_invoice import credit_invoice
from daicho.sales.kinds import CREDIT_NOTE, INVOICE
from daicho.stock.core.batches import PIECE, NamedBatch
from daicho.stock.queries.batches_on_hand import batches_on_hand
from tests.build.bills import credit_bill, make_bill
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.scenarios.test_buying import Shop

pytestmark = pytest.mark.django_db


def lots(**quantities):
    """Return batches by number."""
    return [NamedBatch(quantity * MICRO, number=number) for number, quantity in quantities.items()]


def pieces(*numbers):
    return [NamedBatch(PIECE, number=number) for number in numbers]


class Pharmacy(Shop):
    """Ten of batch A at 100, ten of batch B at 300."""

    def __init__(self):
        super().__init__()
        self.drug = make_item(self.ctx, "Drug", tracking="batch")
        self.customer = make_customer(self.ctx)
        self.first = self.buy(100, lots(A=10))
        self.second = self.buy(300, lots(B=10))

    def buy(self, rate, batches, item=None, day=date(2026, 6, 1), **fields):
        quantity = Decimal(sum(batch.quantity for batch in batches)) / MICRO
        row = line(item or self.drug, quantity, rate=rate, batches=batches)
        return make_bill(self.ctx, self.vendor, [row], date=day, **fields)

    def sell(self, batches, item=None, quantity=None, *, is_open=True, day=date(2026, 6, 10)):
        wanted = Decimal(sum(batch.quantity for batch in batches)) / MICRO if quantity is None else quantity
        row = line(item or self.drug, wanted, rate=1000, batches=batches)
        fields = {"contact_id": self.customer, "date": day, "lines": [row]}
        return create_document(self.ctx, kind=INVOICE, fields=fields, is_open=is_open)

    def on_hand(self, item=None):
        with reading(self.ctx):
            found = batches_on_hand(self.ctx, item_ids=[item or self.drug])
        return {batch.number: batch.quantity // MICRO for batch in found if batch.quantity}

    def named(self, kind, document_id):
        with reading(self.ctx):
            rows = document_view(self.ctx, kind=kind, document_id=document_id).lines
        return [{batch.number: batch.quantity // MICRO for batch in row.batches} for row in rows]

    def told(self, report="salesbyitem", key="cost", ctx=None, **rest):
        """What a report says of June by item, as it is, or was known."""
        asked = Parameters(date(2026, 6, 1), date(2026, 6, 30), **rest)
        with reading(ctx or self.ctx):
            rows = REPORTS[report].query(ctx or self.ctx, parameters=asked).rows
        return {row["item_name"]: row[key] for row in rows}

    def costs(self):
        """What is in stock, and what was sold cost; both prove."""
        with reading(self.ctx):
            assert verify(self.ctx) == []
        return self.books("inventory_asset"), self.books("cogs_default")


@pytest.fixture
def pharmacy():
    return Pharmacy()


def refused(code, doing):
    with pytest.raises(RuleBroken) as caught:
        doing()
    assert caught.value.code == code


def test_what_is_sold_costs_what_its_batch_cost(pharmacy):
    assert (pharmacy.costs(), pharmacy.on_hand()) == ((4000, 0), {"A": 10, "B": 10})
    sold = pharmacy.sell(lots(B=4))
    assert (pharmacy.costs(), pharmacy.on_hand()) == ((2800, 1200), {"A": 10, "B": 6})
    both = pharmacy.sell(lots(A=1, B=1))
    assert pharmacy.costs() == (2400, 1600)
    assert pharmacy.named(INVOICE, both) == [{"A": 1, "B": 1}]
    change_state(pharmacy.ctx, kind=INVOICE, document_id=sold, action=Action.VOID)
    assert (pharmacy.costs(), pharmacy.on_hand()) == ((3600, 400), {"A": 9, "B": 9})
    change_state(pharmacy.ctx, kind=INVOICE, document_id=sold, action=Action.DRAFT)
    change_state(pharmacy.ctx, kind=INVOICE, document_id=sold, action=Action.OPEN)
    assert (pharmacy.costs(), pharmacy.named(INVOICE, sold)) == ((2400, 1600), [{"B": 4}])
    delete_document(pharmacy.ctx, kind=INVOICE, document_id=both)
    assert (pharmacy.costs(), pharmacy.on_hand()) == ((2800, 1200), {"A": 10, "B": 6})


def test_a_draft_may_leave_open_what_it_is_of_until_it_is_sent(pharmacy):
    draft = pharmacy.sell([], quantity=3, is_open=False)
    (row,) = pharmacy.lines(INVOICE, draft)

    def send():
        change_state(pharmacy.ctx, kind=INVOICE, document_id=draft, action=Action.OPEN)

    def name(batches):
        change = {"lines": [{"line_id": row, "batches": batches}]}
        update_document(pharmacy.ctx, kind=INVOICE, document_id=draft, fields=change)

    refused(4959, send)
    name(lots(A=2))
    refused(4959, send)
    name(lots(A=2, B=1))
    send()
    assert pharmacy.costs() == (3500, 500)
    name(lots(B=3))  # what is sent follows, at the other cost
    assert (pharmacy.costs(), pharmacy.on_hand()) == ((3100, 900), {"A": 10, "B": 7})
    refused(4959, lambda: name([]))
    change = {"lines": [{"line_id": row, "rate": Decimal(7)}]}
    update_document(pharmacy.ctx, kind=INVOICE, document_id=draft, fields=change)  # says nothing of batches
    assert pharmacy.named(INVOICE, draft) == [{"B": 3}]
    assert pharmacy.costs() == (3100, 900)


def test_a_line_with_another_item_names_no_batch_of_the_one_before(pharmacy):
    draft = pharmacy.sell(lots(A=2), is_open=False)
    (row,) = pharmacy.lines(INVOICE, draft)
    change = {"lines": [{"line_id": row, "item_id": pharmacy.tea, "quantity": Decimal(2)}]}
    update_document(pharmacy.ctx, kind=INVOICE, document_id=draft, fields=change)
    assert pharmacy.named(INVOICE, draft) == [{}]
    change_state(pharmacy.ctx, kind=INVOICE, document_id=draft, action=Action.OPEN)
    assert pharmacy.on_hand() == {"A": 10, "B": 10}
    pharmacy.costs()


@pytest.mark.parametrize(
    ("item", "batches", "field"),
    [
        ("drug", lots(C=1), "line_items[0].batches[0].batch_number"),
        ("drug", [*lots(A=1), *lots(A=1)], "line_items[0].batches[1].batch_number"),
        ("drug", lots(A=-1), "line_items[0].batches[0].batch_number"),
        ("drug", [NamedBatch(MICRO, number="x" * 101)], "line_items[0].batches[0].batch_number"),
        ("drug", [NamedBatch(10**19, number="A")], "line_items[0].batches[0].batch_number"),
        ("tea", lots(A=1), "line_items[0].batches[0].batch_number"),
        (None, lots(A=1), "line_items[0].batches"),
    ],
)
def test_what_is_wrong_with_a_batch_is_told_by_its_name(pharmacy, item, batches, field):
    item_id = getattr(pharmacy, item) if item else None
    row = line(item_id, 1, name="x", batches=batches)
    fields = {"contact_id": pharmacy.customer, "lines": [row]}
    with pytest.raises(InvalidInput) as caught:
        create_document(pharmacy.ctx, kind=INVOICE, fields=fields)
    assert [error.field for error in caught.value.errors] == [field]


def test_goods_come_back_in_the_batch_in_which_they_left(pharmacy):
    sold = pharmacy.sell(lots(A=2, B=2))
    assert pharmacy.costs() == (3200, 800)
    (row,) = pharmacy.lines(INVOICE, sold)
    part = {row: Decimal(1)}
    draft = credit_invoice(pharmacy.ctx, invoice_id=sold, quantities=part, is_open=False)
    assert pharmacy.named(CREDIT_NOTE, draft) == [{}]  # one of two batches: somebody has to say which

    def name(batches):
        change = {"lines": [{"line_id": pharmacy.lines(CREDIT_NOTE, draft)[0], "batches": batches}]}
        update_document(pharmacy.ctx, kind=CREDIT_NOTE, document_id=draft, fields=change)

    pharmacy.buy(500, lots(C=5))
    name(lots(C=1))
    refused(4960, lambda: change_state(pharmacy.ctx, kind=CREDIT_NOTE, document_id=draft, action=Action.OPEN))
    name(lots(B=1))
    change_state(pharmacy.ctx, kind=CREDIT_NOTE, document_id=draft, action=Action.OPEN)
    assert (pharmacy.costs(), pharmacy.on_hand()) == ((3200 + 2500 + 300, 500), {"A": 8, "B": 9, "C": 5})
    rest = credit_invoice(pharmacy.ctx, invoice_id=sold)  # what is left is clear
    assert pharmacy.named(CREDIT_NOTE, rest) == [{"A": 2, "B": 1}]
    assert pharmacy.costs() == (4000 + 2500, 0)


def test_goods_go_back_to_the_vendor_of_the_batch(pharmacy):
    credit = credit_bill(pharmacy.ctx, pharmacy.second, {pharmacy.lines(BILL, pharmacy.second)[0]: 4})
    assert pharmacy.named(VENDOR_CREDIT, credit) == [{"B": 4}]
    assert (pharmacy.costs(), pharmacy.on_hand()) == ((2800, 0), {"A": 10, "B": 6})


def test_landed_cost_after_the_sale_touches_its_batch_only(pharmacy):
    pharmacy.sell(lots(A=5, B=5))
    assert pharmacy.costs() == (2000, 2000)
    freight = [line(None, 1, name="Freight", rate=100)]
    carrier = make_bill(pharmacy.ctx, make_vendor(pharmacy.ctx), freight, date=date(2026, 6, 20))
    given = {"bill_id": pharmacy.second, "source_line_id": pharmacy.lines(BILL, carrier)[0], "method": "quantity"}
    landed = allocate_landed_cost(pharmacy.ctx, fields=given)
    assert pharmacy.costs() == (2050, 2050)
    with reading(pharmacy.ctx):
        value = {batch.number: batch for batch in batches_on_hand(pharmacy.ctx, item_ids=[pharmacy.drug])}
    assert {number: batch.quantity // MICRO for number, batch in value.items()} == {"A": 5, "B": 5}
    pharmacy.sell(lots(A=5))
    assert pharmacy.costs() == (1550, 2550)  # A is as cheap as it was
    delete_landed_cost(pharmacy.ctx, bill_id=pharmacy.second, landed_cost_id=landed)
    assert pharmacy.costs() == (1500, 2500 + 100)


def test_a_piece_is_bought_and_sold_once_and_goes_back_by_its_number(pharmacy):
    phone = make_item(pharmacy.ctx, "Phone", tracking="serial")
    bill = pharmacy.buy(200, pieces("S1", "S2", "S3"), phone)
    before = pharmacy.costs()
    refused(4961, lambda: pharmacy.buy(200, pieces("S1"), phone))
    sold = pharmacy.sell(pieces("S2"), phone)
    refused(4961, lambda: pharmacy.sell(pieces("S2"), phone))
    assert pharmacy.on_hand(phone) == {"S1": 1, "S3": 1}
    assert pharmacy.costs() == (before[0] - 200, 200)
    with pytest.raises(InvalidInput):
        pharmacy.sell([NamedBatch(2 * PIECE, number="S1")], phone)
    (row,) = pharmacy.lines(BILL, bill)
    back = line(phone, 1, rate=200, source_line_id=row, batches=pieces("S1"))
    fields = {"contact_id": pharmacy.vendor, "lines": [back], "date": date(2026, 6, 12)}
    create_document(pharmacy.ctx, kind=VENDOR_CREDIT, fields=fields, is_open=True)
    assert pharmacy.on_hand(phone) == {"S3": 1}
    pharmacy.costs()
    note = credit_invoice(pharmacy.ctx, invoice_id=sold, fields={"date": date(2026, 6, 13)})
    assert pharmacy.named(CREDIT_NOTE, note) == [{"S2": 1}]
    assert pharmacy.on_hand(phone) == {"S2": 1, "S3": 1}
    assert pharmacy.costs() == (before[0] - 200, 0)
    again = pharmacy.sell(pieces("S2"), phone, day=date(2026, 6, 14))  # what came back is sold again
    assert pharmacy.named(INVOICE, again) == [{"S2": 1}]
    pharmacy.costs()


def test_reports_tell_the_cost_of_lines_in_batches_as_it_is_and_as_it_was_known(pharmacy):
    sold = pharmacy.sell(lots(A=1, B=3))
    pharmacy.sell([], item=pharmacy.tea, quantity=2)
    first = pharmacy.ctx.now
    assert pharmacy.told() == {"Drug": 1000, "Tea": 600}
    (row,) = pharmacy.lines(INVOICE, sold)
    pharmacy.ctx = replace(pharmacy.ctx, now=first + timedelta(minutes=1))
    change = {"lines": [{"line_id": row, "batches": lots(A=4)}]}
    update_document(pharmacy.ctx, kind=INVOICE, document_id=sold, fields=change)
    second = pharmacy.ctx.now
    assert pharmacy.told()["Drug"] == 400
    assert pharmacy.told(known_at=first)["Drug"] == 1000
    pharmacy.ctx = replace(pharmacy.ctx, now=first + timedelta(minutes=2))
    delete_document(pharmacy.ctx, kind=INVOICE, document_id=sold)
    assert "Drug" not in pharmacy.told()
    assert [pharmacy.told(known_at=moment)["Drug"] for moment in (first, second)] == [1000, 400]
    pharmacy.costs()


def test_the_bridge_of_both_stocks_knows_the_orders_of_goods_in_batches(pharmacy):
    order = pharmacy.order(line(pharmacy.drug, 6, rate=100))
    with reading(pharmacy.ctx):
        given = converted_fields(pharmacy.ctx, kind=BILL, source_id=order)
    (row,) = given["lines"]
    bill = {**given, "number": "B-order", "date": date(2026, 6, 3), "lines": [{**row, "batches": lots(C=2, D=4)}]}
    create_document(pharmacy.ctx, kind=BILL, fields=bill, is_open=True)
    (line_id,) = pharmacy.lines(PURCHASE_ORDER, order)
    part = {"lines": [{"line_id": line_id, "quantity": Decimal(5)}], "date": date(2026, 6, 4)}
    create_purchase_receive(pharmacy.ctx, order_id=order, fields=part)
    first = pharmacy.ctx.now
    kept = {"report": "stockbridge", "key": "billed_not_received"}
    assert pharmacy.told(**kept)["Drug"] == pharmacy.told(**kept, known_at=first)["Drug"]
    before = pharmacy.told(**kept)["Drug"]
    rest = {"lines": [{"line_id": line_id, "quantity": Decimal(1)}], "date": date(2026, 6, 5)}
    create_purchase_receive(pharmacy.ctx, order_id=order, fields=rest)
    assert pharmacy.told(**kept)["Drug"] == before - 1
    pharmacy.costs()


def test_what_explains_a_cost_names_the_batch(pharmacy):
    sold = pharmacy.sell(lots(A=1, B=2))
    with reading(pharmacy.ctx):
        effects = explain_cost(pharmacy.ctx, kind="invoice", source_id=sold).effects
    assert sorted((effect.item_name, effect.value.minor) for effect in effects) == [
        ("Drug (A)", -100),
        ("Drug (B)", -600),
    ]
