"""Files of documents: a row is a line, everything or nothing, all faults at once."""

from datetime import date

import pytest

from daicho.documents.queries.document_view import document_view
from daicho.exchange.commands.import_file import import_file
from daicho.exchange.commands.run_import import run_import
from daicho.exchange.commands.start_import import start_import
from daicho.exchange.commands.undo_import import Undone, undo_import
from daicho.platform.models import AuditRecord
from daicho.platform.work import reading
from daicho.purchases.kinds import BILL
from daicho.purchases.models import Bill
from daicho.reporting.queries.verify import verify
from daicho.sales.kinds import SALES_ORDER
from daicho.sales.models import Invoice, SalesOrder
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.organization import make_organization
from tests.build.payments import make_payment

pytestmark = pytest.mark.django_db

ORDERS = """受注書番号,顧客名,受注日,参照番号,商品コード,数量,単価,税区分,備考
SO-77,東洋商会,2026-11-01,A-1,T-1,10,1200,消費税 8%(軽減),午前着
SO-77,東洋商会,2026-11-01,,T-2,2,3500,消費税 10%,
SO-78,東洋商会,2026/11/02,,急須,1,,,
"""


@pytest.fixture
def ctx():
    ctx = make_organization(country="JP", opening_date=date(2026, 4, 1))
    make_customer(ctx, name="東洋商会")
    make_item(ctx, "煎茶", sku="T-1")
    make_item(ctx, "急須", sku="T-2", rate_micro=3_500 * 10**6)
    return ctx


def take(ctx, kind, text, **more):
    return import_file(ctx, kind=kind, name=f"{kind}.csv", content=text.encode(), **more)


def test_rows_with_the_same_number_are_one_order(ctx):
    outcome = take(ctx, "salesorders", ORDERS)
    assert (outcome.faults, len(outcome.created)) == ((), 2)
    with reading(ctx):
        first, second = (document_view(ctx, kind=SALES_ORDER, document_id=found) for found in outcome.created)
    assert (first.number, first.reference, first.notes, first.date) == ("SO-77", "A-1", "午前着", date(2026, 11, 1))
    assert [(line.sku, line.amount.minor, line.tax_name) for line in first.lines] == [
        ("T-1", 12_000, "消費税 8%(軽減)"),
        ("T-2", 7_000, "消費税 10%"),
    ]
    assert [line.amount.minor for line in second.lines] == [3_500]


def test_a_check_leaves_nothing_and_tells_every_fault_at_its_row(ctx):
    wrong = ORDERS.replace("T-2,2", "T-9,2").replace("急須,1", "急須,0")
    outcome = take(ctx, "salesorders", wrong)
    assert {fault.number for fault in outcome.faults} == {3, 4}
    with reading(ctx):
        audited = AuditRecord.objects.filter(entity="salesorder").count()
    assert take(ctx, "salesorders", ORDERS, dry_run=True).faults == ()
    with reading(ctx):
        assert (SalesOrder.objects.count(), AuditRecord.objects.filter(entity="salesorder").count()) == (0, audited)


def test_what_exists_is_left_alone_or_changed(ctx):
    take(ctx, "salesorders", ORDERS)
    again = ORDERS.replace("T-1,10,1200", "T-1,10,1000")
    skipped = take(ctx, "salesorders", again, existing="skip")
    assert (skipped.created, skipped.skipped) == ((), 2)
    changed = take(ctx, "salesorders", again)
    assert (changed.created, len(changed.updated)) == ((), 2)
    with reading(ctx):
        assert SalesOrder.objects.get(number="SO-77").sub_total_minor == 17_000


def test_open_invoices_are_in_the_books_and_are_taken_back(ctx):
    text = """Invoice Number,Customer Name,Invoice Date,Invoice Status,SKU,Quantity,Item Price
INV-1,東洋商会,2026-11-01,Sent,T-1,1,1000
INV-2,東洋商会,2026-11-01,Draft,T-1,1,1000
"""
    batch = start_import(ctx, kind="invoices", name="invoices.csv", content=text.encode())
    run_import(ctx, batch_id=batch, dry_run=False)
    with reading(ctx):
        states = dict(Invoice.objects.values_list("number", "state"))
        paid = Invoice.objects.get(number="INV-1")
    assert states == {"INV-1": "open", "INV-2": "draft"}
    make_payment(ctx, paid.contact_id, 500, {paid.id: 500})
    assert undo_import(ctx, batch_id=batch) == Undone(1, 1)
    with reading(ctx):
        assert list(Invoice.objects.values_list("number", flat=True)) == ["INV-1"]
    assert verify(ctx) == []


def test_bills_are_known_by_their_vendor_as_well(ctx):
    make_vendor(ctx, name="茶園")
    make_vendor(ctx, name="窯元")
    text = """Bill Number,Vendor Name,Bill Date,Item Name,Quantity,Rate,Status
7,茶園,2026-11-01,煎茶,5,600,Open
7,窯元,2026-11-01,急須,2,2000,Open
"""
    outcome = take(ctx, "bills", text)
    assert (outcome.faults, len(outcome.created)) == ((), 2)
    again = take(ctx, "bills", text, existing="skip")
    assert (again.created, again.skipped) == ((), 2)
    with reading(ctx):
        assert Bill.objects.filter(number="7").count() == 2
        assert document_view(ctx, kind=BILL, document_id=outcome.created[0]).total.minor > 0
    assert verify(ctx) == []


def test_a_rule_of_the_documents_refuses_the_whole_file(ctx):
    text = """請求書番号,顧客名,請求日,商品コード,数量,単価
INV-1,東洋商会,2026-11-01,T-1,1,1000
INV-2,東洋商会,2026-11-01,T-1,1,-5000
"""
    outcome = take(ctx, "invoices", text)
    assert [fault.number for fault in outcome.faults] == [3]
    with reading(ctx):
        assert not Invoice.objects.exists()


def test_rows_of_one_number_must_name_one_customer(ctx):
    make_customer(ctx, name="西洋商会")
    outcome = take(
        ctx, "salesorders", ORDERS.replace("SO-77,東洋商会,2026-11-01,,T-2", "SO-77,西洋商会,2026-11-01,,T-2")
    )
    assert [(fault.number, fault.column) for fault in outcome.faults] == [(3, "顧客名")]
    with reading(ctx):
        assert not SalesOrder.objects.exists()
