"""The pages of invoices through the test client."""

from datetime import date
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.documents.queries.document_view import document_view
from daicho.platform.work import reading
from daicho.sales.kinds import ESTIMATE, INVOICE, SALES_ORDER
from daicho.sales.models import CreditNote, Invoice, SalesOrder
from daicho.stock.commands.create_adjustment import create_adjustment
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line, make_document
from tests.build.payments import make_payment
from tests.build.sales import make_invoice, make_sales_order


def view_of(window, invoice):
    with reading(window.ctx):
        return document_view(window.ctx, kind=INVOICE, document_id=invoice)


def test_an_invoice_is_made_and_sent_by_the_form(window):
    assert window.get("invoices/new/").status_code == 200
    item = make_item(window.ctx, "煎茶")
    sent = {
        "date": "2026-11-24",
        "contact_id": str(make_customer(window.ctx)),
        "line": ["n1"],
        "line-n1-item_id": str(item),
        "line-n1-quantity": "3",
        "then": "open",
    }
    response = window.post("invoices/new/", sent)
    assert response.status_code == 303, response.content.decode()
    with reading(window.ctx):
        invoice = Invoice.objects.get().id
    page = window.get(f"invoices/{invoice}/").content.decode()
    assert "Balance due" in page
    assert "Missing for a qualified invoice" in page  # there is no registration number
    for tab in ("stock", "entries", "mail", "history"):
        assert window.get(f"invoices/{invoice}/", tab=tab).status_code == 200
    assert "煎茶" in window.get(f"invoices/{invoice}/", tab="stock").content.decode()


def test_an_order_leads_to_its_invoice_and_back(window):
    item = make_item(window.ctx, "煎茶")
    order = make_sales_order(window.ctx, lines=[line(item, 5)])
    change_state(window.ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    assert f"salesorders/{order}/invoice/" in window.get(f"salesorders/{order}/").content.decode()
    assert window.get(f"salesorders/{order}/invoice/").status_code == 405
    response = window.post(f"salesorders/{order}/invoice/")
    with reading(window.ctx):
        invoice = Invoice.objects.get().id
    assert response["Location"] == window.url(f"invoices/{invoice}/edit/")
    assert view_of(window, invoice).lines[0].quantity.value == 5
    (row,) = view_of(window, invoice).lines
    form = {
        "date": "2026-11-24",
        "contact_id": str(view_of(window, invoice).contact_id),
        "number": view_of(window, invoice).number,
        "line": [str(row.line_id)],
        f"line-{row.line_id}-item_id": str(item),
        f"line-{row.line_id}-name": row.name,
        f"line-{row.line_id}-quantity": "2",
        f"line-{row.line_id}-rate": "500",
    }
    response = window.post(f"invoices/{invoice}/edit/", form)
    assert response.status_code == 303, response.content.decode()
    (changed,) = view_of(window, invoice).lines
    assert (changed.quantity.value, changed.extra["source_line_id"]) == (2, row.extra["source_line_id"])
    assert f"salesorders/{order}/" in window.get(f"invoices/{invoice}/").content.decode()
    assert f"invoices/{invoice}/" in window.get(f"salesorders/{order}/").content.decode()


def test_an_invoice_is_written_off_shipped_and_taken_back(window):
    invoice = make_invoice(window.ctx, is_open=True)
    for path in ("shipped", "shipped/undo", "writeoff", "writeoff/cancel", "void", "draft"):
        assert window.post(f"invoices/{invoice}/{path}/").status_code == 303
    assert view_of(window, invoice).state == "draft"
    assert window.post(f"invoices/{invoice}/writeoff/").status_code == 303  # told, not a failure


def test_a_page_of_an_invoice_makes_at_most_twelve_queries(window):
    order = make_sales_order(window.ctx, lines=[line(make_item(window.ctx, f"Item {n}"), 5) for n in range(5)])
    change_state(window.ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    window.post(f"salesorders/{order}/invoice/")
    with reading(window.ctx):
        invoice = Invoice.objects.get().id
    change_state(window.ctx, kind=INVOICE, document_id=invoice, action=Action.OPEN)
    for path in ("", f"{invoice}/", f"{invoice}/edit/", "new/"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert window.get(f"invoices/{path}").status_code == 200
        assert len(queries) <= 12, (path, [query["sql"][:150] for query in queries])


def test_the_list_filters_by_what_follows_from_payments(window):
    make_invoice(window.ctx, is_open=True, number="INV-OPEN", due=date(2999, 12, 31))
    for view, is_there in (("open", True), ("paid", False), ("partially_paid", False)):
        text = window.get("invoices/", view=view).content.decode()
        assert ("INV-OPEN" in text) is is_there


def test_an_invoice_leads_to_its_credit_note(window):
    invoice = make_invoice(window.ctx, is_open=True)
    assert f"invoices/{invoice}/credit/" in window.get(f"invoices/{invoice}/").content.decode()
    response = window.post(f"invoices/{invoice}/credit/")
    assert response.status_code == 303
    with reading(window.ctx):
        note = CreditNote.objects.get().id
    assert response["Location"] == window.url(f"creditnotes/{note}/edit/")
    for path in ("", "new/", f"{note}/", f"{note}/edit/"):
        with CaptureQueriesContext(connection) as queries:
            assert window.get(f"creditnotes/{path}").status_code == 200
        assert len(queries) <= 12, path
    assert window.post(f"creditnotes/{note}/open/").status_code == 303
    assert f"invoices/{invoice}/" in window.get(f"creditnotes/{note}/").content.decode()
    for tab in ("stock", "entries", "mail", "history"):
        assert window.get(f"creditnotes/{note}/", tab=tab).status_code == 200
    assert f"creditnotes/{note}/" in window.get(f"invoices/{invoice}/").content.decode()


def test_an_estimate_leads_to_an_order(window):
    lines = [line(make_item(window.ctx), 2)]
    estimate = make_document(window.ctx, ESTIMATE, make_customer(window.ctx), lines)
    assert window.post(f"estimates/{estimate}/open/").status_code == 303
    for path in ("", "new/", f"{estimate}/", f"{estimate}/edit/"):
        with CaptureQueriesContext(connection) as queries:
            assert window.get(f"estimates/{path}").status_code == 200
        assert len(queries) <= 12, path
    response = window.post(f"estimates/{estimate}/order/")
    with reading(window.ctx):
        order = SalesOrder.objects.get().id
    assert response["Location"] == window.url(f"salesorders/{order}/edit/")
    assert f"estimates/{estimate}/" in window.get(f"salesorders/{order}/").content.decode()
    for action in ("decline", "draft"):
        assert window.post(f"estimates/{estimate}/{action}/").status_code == 303


def test_what_posting_would_do_to_others_is_told_and_nothing_stays(window):
    item = make_item(window.ctx)
    for rate, day in ((100, 1), (200, 2)):
        row = {"item_id": item, "quantity": Decimal(2), "rate": Decimal(rate)}
        create_adjustment(window.ctx, fields={"date": date(2026, 11, day), "reason": "x", "lines": [row]})
    make_invoice(window.ctx, lines=[line(item, 2)], is_open=True, date=date(2026, 11, 20), number="INV-LATER")
    earlier = make_invoice(window.ctx, lines=[line(item, 2)], date=date(2026, 11, 10))
    assert f"invoices/{earlier}/open/preview/" in window.get(f"invoices/{earlier}/").content.decode()
    text = window.get(f"invoices/{earlier}/open/preview/").content.decode()
    assert "INV-LATER" in text
    assert "¥200" in text  # the later one takes the dearer goods
    assert view_of(window, earlier).state == "draft"
    assert window.post(f"invoices/{earlier}/open/").status_code == 303
    assert "Changes the cost of 1 documents by" in window.get(f"invoices/{earlier}/void/preview/").content.decode()


def test_what_saving_or_deleting_would_do_to_others_is_told_and_nothing_stays(window):
    item, customer = make_item(window.ctx), make_customer(window.ctx)
    for rate, day in ((100, 1), (200, 2)):
        row = {"item_id": item, "quantity": Decimal(2), "rate": Decimal(rate)}
        create_adjustment(window.ctx, fields={"date": date(2026, 11, day), "reason": "x", "lines": [row]})
    first = make_invoice(window.ctx, customer, [line(item, 1)], is_open=True, date=date(2026, 11, 10))
    make_invoice(window.ctx, customer, [line(item, 2)], is_open=True, date=date(2026, 11, 20))
    (sold,) = view_of(window, first).lines
    sent = {
        "date": "2026-11-10",
        "contact_id": str(customer),
        "line": [str(sold.line_id)],
        f"line-{sold.line_id}-item_id": str(item),
        f"line-{sold.line_id}-quantity": "2",
        f"line-{sold.line_id}-rate": "100",
        "then": "preview",
    }
    changed = "Changes the cost of 1 documents by {}."
    page = window.post(f"invoices/{first}/edit/", sent)
    assert (page.status_code, changed.format("¥100") in page.content.decode()) == (200, True)
    assert view_of(window, first).lines[0].quantity.value == 1
    new = {name.replace(str(sold.line_id), "n1"): value for name, value in sent.items()} | {"line": ["n1"]}
    page = window.post("invoices/new/", new | {"line-n1-quantity": "1", "date": "2026-11-09"})
    assert changed.format("¥100") in page.content.decode(), "a new one that is dated before the others"
    with reading(window.ctx):
        assert Invoice.objects.count() == 2
    assert f"invoices/{first}/delete/preview/" in window.get(f"invoices/{first}/").content.decode()
    assert changed.format("-¥100") in window.get(f"invoices/{first}/delete/preview/").content.decode()
    assert view_of(window, first).state == "open"
    refused = window.post(f"invoices/{first}/edit/", sent | {f"line-{sold.line_id}-quantity": "0"})
    assert refused.status_code == 422
    sent["then"] = ""
    assert window.post(f"invoices/{first}/edit/", sent).status_code == 303
    assert view_of(window, first).lines[0].quantity.value == 2


def test_a_debit_note_is_made_from_its_invoice(window):
    customer, stranger = make_customer(window.ctx), make_customer(window.ctx)
    invoice = make_invoice(window.ctx, customer, [line(None, 1, rate=1000, name="Work")], is_open=True, number="INV-7")
    here = f"invoices/{invoice}/debit/"
    assert f"{here}?customer_id={customer}" in window.get(f"invoices/{invoice}/").content.decode()
    with CaptureQueriesContext(connection) as captured:
        form = window.get(here, customer_id=customer).content.decode()
    assert len(captured) <= 12, [query["sql"][:120] for query in captured]
    assert "Debit note about INV-7" in form
    sent = {"date": "2026-11-24", "contact_id": str(customer), "line": ["n1"], "then": "open"}
    sent |= {"line-n1-name": "More", "line-n1-quantity": "1", "line-n1-rate": "100"}
    refused = window.post(here, sent | {"contact_id": str(stranger)})
    assert refused.status_code == 422, "another customer's"
    assert window.post(here, sent).status_code == 303
    with reading(window.ctx):
        note = Invoice.objects.latest("id").id
    about = view_of(window, note).about
    assert about is not None
    assert about.number == "INV-7"
    page = window.get(f"invoices/{note}/").content.decode()
    assert "INV-7 (" in page
    assert f"invoices/{note}/debit/" not in page
    assert window.get("invoices/1/debit/").status_code == 404


def test_a_debit_note_and_its_invoice_lead_to_each_other(window):
    customer = make_customer(window.ctx)
    invoice = make_invoice(window.ctx, customer, [line(None, 1, rate=1000, name="Work")], is_open=True)
    note = make_invoice(window.ctx, customer, [line(None, 1, rate=100, name="More")], reference_invoice_id=invoice)
    for here, there in ((invoice, note), (note, invoice)):
        assert f"invoices/{there}/" in window.get(f"invoices/{here}/").content.decode()


def test_the_list_tells_what_is_open_of_each_invoice(window):
    customer = make_customer(window.ctx)
    invoice = make_invoice(window.ctx, customer, [line(None, 1, rate=7000, name="Work")], is_open=True)
    make_invoice(window.ctx, customer, [line(None, 1, rate=9000, name="Work")], is_open=True)
    make_payment(window.ctx, customer, 5001, {invoice: 5001})
    page = window.get("invoices/", sort_column="balance", sort_order="A").content.decode()
    assert 'data-label="Balance">¥1,999<' in page
    assert page.index("¥1,999") < page.index("¥9,000")
    assert 'data-label="Balance"' not in window.get("estimates/").content.decode()
