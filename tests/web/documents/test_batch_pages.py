"""Batches and serial numbers under the lines of documents, through the test client."""

from datetime import date
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.documents.commands.create_document import create_document
from daicho.documents.queries.document_view import document_view
from daicho.platform.work import reading
from daicho.purchases.kinds import BILL
from daicho.purchases.models import Bill
from daicho.sales.kinds import CREDIT_NOTE, INVOICE
from daicho.sales.models import CreditNote, Invoice
from daicho.stock.core.batches import PIECE, NamedBatch
from daicho.stock.queries.batches_on_hand import batches_on_hand
from tests.build.bills import make_bill
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line


def named(window, kind, document_id):
    with reading(window.ctx):
        rows = document_view(window.ctx, kind=kind, document_id=document_id).lines
    return [{batch.number: batch.quantity / PIECE for batch in row.batches} for row in rows]


def bought(window, tracking="batch", *batches):
    item = make_item(window.ctx, "錠剤", tracking=tracking)
    quantity = Decimal(sum(batch.quantity for batch in batches)) / PIECE
    make_bill(window.ctx, make_vendor(window.ctx), [line(item, quantity, rate=100, batches=batches)])
    with reading(window.ctx):
        found = {batch.number: batch.batch_id for batch in batches_on_hand(window.ctx, item_ids=[item])}
    return item, found


L12 = NamedBatch(5 * PIECE, number="L-12", expires_on=date(2027, 3, 31))
L11 = NamedBatch(5 * PIECE, number="L-11", expires_on=date(2027, 9, 30))


def row(item, quantity, **more):
    return {
        "date": "2026-11-24", "line": ["n1"], "line-n1-item_id": str(item), "line-n1-quantity": str(quantity),
        **{f"line-n1-{name}": value for name, value in more.items()},
    }  # fmt: skip


def test_a_bill_makes_the_batches_that_are_written_under_its_line(window):
    item = make_item(window.ctx, "錠剤", tracking="batch")
    shown = window.post("bills/line/", {**row(item, 3), "key": "n1"}).content.decode()
    assert "line-n1-batch_number" in shown
    form = row(item, 3, batches="new", batch_number=["L-1", ""], batch_made=["", ""], batch_quantity=["", ""])
    form["line-n1-batch_expires"] = ["2027-03-31", ""]
    form |= {"contact_id": str(make_vendor(window.ctx)), "number": "V-1", "then": "open"}
    response = window.post("bills/new/", form)
    assert response.status_code == 303, response.content.decode()
    with reading(window.ctx):
        bill = Bill.objects.get().id
    assert named(window, BILL, bill) == [{"L-1": 3}]
    page = window.get(f"bills/{bill}/").content.decode()
    assert "バッチ L-1(有効期限 2027年3月31日)" in page  # in the language of the vendor


def test_an_invoice_offers_what_is_there_and_tells_what_is_missing(window):
    item, found = bought(window, "batch", L11, L12)
    shown = window.post("invoices/line/", {**row(item, 3), "key": "n1"}).content.decode()
    assert 0 < shown.index("L-12") < shown.index("L-11")  # what expires first stands first
    form = {**row(item, 3, batches="pick"), "contact_id": str(make_customer(window.ctx)), "then": "open"}
    form[f"line-n1-batch-{found['L-12']}"] = "2"
    again = window.post("invoices/new/", form)
    assert again.status_code == 422, again.content.decode()
    page = again.content.decode()
    assert "2 of 3 are named" in page
    assert f'name="line-n1-batch-{found["L-12"]}" value="2"' in page
    form[f"line-n1-batch-{found['L-11']}"] = "1"
    assert window.post("invoices/new/", form).status_code == 303
    with reading(window.ctx):
        invoice = Invoice.objects.get().id
    assert named(window, INVOICE, invoice) == [{"L-11": 1, "L-12": 2}]
    assert "錠剤 (L-12)" in window.get(f"invoices/{invoice}/", tab="stock").content.decode()


def edited(window, kind, document_id, **more):
    with reading(window.ctx):
        view = document_view(window.ctx, kind=kind, document_id=document_id)
    (one,) = view.lines
    name = f"line-{one.line_id}"
    return {
        "date": view.date.isoformat(), "contact_id": str(view.contact_id), "number": view.number,
        "line": [str(one.line_id)], f"{name}-item_id": str(one.item_id), f"{name}-name": one.name,
        f"{name}-quantity": str(one.quantity.value), f"{name}-rate": str(one.rate.value),
        **{f"{name}-{key}": value for key, value in more.items()},
    }  # fmt: skip


def test_batches_alone_are_changed_by_the_form(window):
    item, found = bought(window, "batch", L11, L12)
    lines = [line(item, 2, batches=[NamedBatch(2 * PIECE, number="L-11")])]
    fields = {"contact_id": make_customer(window.ctx), "lines": lines}
    invoice = create_document(window.ctx, kind=INVOICE, fields=fields, is_open=True)
    page = window.get(f"invoices/{invoice}/edit/").content.decode()
    assert f'-batch-{found["L-11"]}" value="2"' in page
    change = edited(window, INVOICE, invoice, batches="pick", **{f"batch-{found['L-12']}": "2"})
    assert window.post(f"invoices/{invoice}/edit/", change).status_code == 303
    assert named(window, INVOICE, invoice) == [{"L-12": 2}]


def test_a_credit_note_of_an_invoice_proposes_its_serial_numbers(window):
    pieces = [NamedBatch(PIECE, number=number) for number in ("S-1", "S-2", "S-3")]
    item, _found = bought(window, "serial", *pieces)
    fields = {"contact_id": make_customer(window.ctx), "lines": [line(item, 2, batches=pieces[:2])]}
    invoice = create_document(window.ctx, kind=INVOICE, fields=fields, is_open=True)
    assert window.post(f"invoices/{invoice}/credit/").status_code == 303
    with reading(window.ctx):
        note = CreditNote.objects.get().id
    assert named(window, CREDIT_NOTE, note) == [{"S-1": 1, "S-2": 1}]
    assert "S-1\nS-2" in window.get(f"creditnotes/{note}/edit/").content.decode()
    change = edited(window, CREDIT_NOTE, note, batches="serial", serials="S-9")
    unknown = window.post(f"creditnotes/{note}/edit/", {**change, "line-x": ""})
    assert unknown.status_code == 303  # what comes in may be new: only opening it asks whether it left
    assert named(window, CREDIT_NOTE, note) == [{"S-9": 1}]
    assert window.post(f"creditnotes/{note}/open/").status_code == 303
    with reading(window.ctx):
        assert CreditNote.objects.get().state == "draft"


def test_what_is_wrong_stands_at_its_line(window):
    item, _found = bought(window, "serial", NamedBatch(PIECE, number="S-1"))
    form = {**row(item, 1, batches="serial", serials="S-7"), "contact_id": str(make_customer(window.ctx))}
    page = window.post("invoices/new/", form).content.decode()
    assert "Serial numbers: &#x27;S-7&#x27; does not exist." in page
    bad = {**row(item, 1, batches="new", batch_number="A", batch_quantity="x"), "contact_id": form["contact_id"]}
    assert window.post("invoices/new/", bad).status_code == 422


def test_batches_cost_a_page_one_query_and_a_form_four(window):
    item, _found = bought(window, "batch", L11, L12)
    plain, customer = make_item(window.ctx, "茶"), make_customer(window.ctx)
    named_ = [NamedBatch(2 * PIECE, number="L-11")]
    seen = []
    for lines in ([line(plain, 2)], [line(item, 2, batches=named_) for _each in range(2)]):
        fields = {"contact_id": customer, "lines": lines}
        invoice = create_document(window.ctx, kind=INVOICE, fields=fields, is_open=True)
        for path in (f"invoices/{invoice}/", f"invoices/{invoice}/edit/"):
            with CaptureQueriesContext(connection) as queries:
                assert window.get(path).status_code == 200
            seen.append(len(queries))
    assert seen[2] <= 12
    assert [seen[2] - seen[0], seen[3] - seen[1]] == [1, 4]
