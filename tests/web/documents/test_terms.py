"""What the forms of invoices and bills ask beyond those of orders: payment terms; the vendor's number."""

from datetime import date

import pytest

from daicho.documents.queries.document_view import document_view
from daicho.platform.work import reading
from daicho.purchases.kinds import BILL
from daicho.sales.kinds import INVOICE
from tests.build.bills import make_bill
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.sales import make_invoice


def shown(window, path):
    response = window.get(path)
    assert response.status_code == 200, response.content.decode()[:500]
    return response.content.decode()


def entered(window, contact_id, **more):
    key = "a1"
    row = {f"line-{key}-item_id": str(make_item(window.ctx)), f"line-{key}-quantity": "2", f"line-{key}-rate": "500"}
    return {"line": key, "contact_id": str(contact_id), "date": "2026-10-07", **row, **more}


def stored(window, kind, path):
    with reading(window.ctx):
        return document_view(window.ctx, kind=kind, document_id=int(path.rstrip("/").rsplit("/", 1)[1]))


@pytest.mark.parametrize(
    ("terms", "due", "expected"),
    [
        ("", "", date(2026, 10, 7)),
        ("net:30", "", date(2026, 11, 6)),
        ("closing:99:1:99:none", "", date(2026, 11, 30)),
        ("net:30", "2026-10-20", date(2026, 10, 20)),
    ],
)
def test_an_invoice_is_due_by_the_chosen_terms_or_on_the_given_day(window, terms, due, expected):
    data = entered(window, make_customer(window.ctx), payment_terms_code=terms, due=due)
    response = window.post("invoices/new/", data)
    assert response.status_code == 303, response.content.decode()[-2000:]
    view = stored(window, INVOICE, response["Location"])
    assert (view.due, view.payment_terms_code) == (expected, terms or "net:0")


def test_terms_changed_afterwards_move_the_due_day(window):
    invoice = make_invoice(window.ctx, lines=[line(make_item(window.ctx), 1)], date=date(2026, 10, 7))
    page = shown(window, f"invoices/{invoice}/edit/")
    assert 'value="net:60"' in page
    with reading(window.ctx):
        view = document_view(window.ctx, kind=INVOICE, document_id=invoice)
    (row,) = view.lines
    seen = {"contact_id": str(view.contact_id), "number": view.number, "date": "2026-10-07", "due": "2026-10-07"}
    sent = {
        **seen,
        **{f"initial-{name}": value for name, value in seen.items()},
        "initial-payment_terms_code": "net:0",
        "payment_terms_code": "net:15",
        "line": str(row.line_id),
        f"line-{row.line_id}-item_id": str(row.item_id),
        f"line-{row.line_id}-quantity": "1",
        f"line-{row.line_id}-rate": "500",
    }
    response = window.post(f"invoices/{invoice}/edit/", sent)
    assert response.status_code == 303, response.content.decode()[-2000:]
    view = stored(window, INVOICE, f"x/{invoice}")
    assert (view.due, view.payment_terms_code) == (date(2026, 10, 22), "net:15")


def test_terms_that_are_none_are_told(window):
    data = entered(window, make_customer(window.ctx), payment_terms_code="net:9999999")
    assert window.post("invoices/new/", data).status_code == 422


def test_a_bill_has_the_vendors_number_and_is_not_sent(window):
    invoice, bill = shown(window, "invoices/new/"), shown(window, "bills/new/")
    for text in ("Given on saving", "Save and send"):
        assert text in invoice
        assert text not in bill
    assert "payment_terms_code" in bill
    assert "payment_terms_code" not in shown(window, "salesorders/new/")
    vendor = make_vendor(window.ctx)
    refused = window.post("bills/new/", entered(window, vendor, number=""))
    assert refused.status_code == 422
    response = window.post("bills/new/", entered(window, vendor, number="V-1", payment_terms_code="end_of_next_month"))
    assert response.status_code == 303, response.content.decode()[-2000:]
    assert stored(window, BILL, response["Location"]).due == date(2026, 11, 30)
    opened = make_bill(window.ctx, vendor, [line(make_item(window.ctx), 1)])
    assert f"bills/{opened}/email/" not in shown(window, f"bills/{opened}/")
