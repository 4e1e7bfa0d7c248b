"""The pages of closing statements: closed from a preview, read, printed, mailed, cancelled."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from daicho.closings.models import ClosingStatement
from daicho.documents.queries.document_pdf import document_pdf
from daicho.platform.work import reading
from daicho.sales.kinds import INVOICE
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.sales import make_invoice

OCTOBER = "2026-10-31"
LIST = "closingstatements/"


def shown(window, path, **query):
    response = window.get(path, **query)
    assert response.status_code == 200, response.content.decode()[:800]
    return response.content.decode()


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


@pytest.fixture
def customers(window):
    """Two customers of month-end terms, each with an invoice of October."""
    person = {"last_name": "佐藤", "email": "sato@example.jp", "is_primary_contact": True}
    found = []
    for name in ("山田酒店", "田中酒店"):
        customer = make_customer(
            window.ctx, contact_name=name, payment_terms_code="closing:99:1:99:none", language_code="ja",
            contact_persons=[person], tax_unit="statement",
        )  # fmt: skip
        make_invoice(window.ctx, customer, [line(name="茶", rate=1000)], is_open=True, date=date(2026, 10, 5))
        found.append(customer)
    return found


def statements(window):
    with reading(window.ctx):
        return list(ClosingStatement.objects.order_by("id").values_list("id", "contact_id", "state"))


def test_ticked_customers_are_closed_and_the_statement_is_read_printed_and_cancelled(window, customers):
    first, second = customers
    form = shown(window, f"{LIST}new/", closing_date=OCTOBER)
    assert all(text in form for text in ("山田酒店", "田中酒店", "¥1,000", "2026/11/30"))
    preview = window.post(f"{LIST}preview/", {"closing_date": OCTOBER, "customer_id": first}).content.decode()
    assert ("山田酒店" in preview, "田中酒店" in preview) == (True, False)
    nobody = window.post(f"{LIST}new/", {"closing_date": OCTOBER, "shown_ids": [first, second]})
    assert nobody.status_code == 422
    assert all(text in nobody.content.decode() for text in ("Tick at least one customer.", "山田酒店", "田中酒店"))
    assert window.post(f"{LIST}new/", {"closing_date": OCTOBER, "contact_ids": [first]}).status_code == 303
    ((statement, contact, _state),) = statements(window)
    assert contact == first
    again = window.post(f"{LIST}new/", {"closing_date": OCTOBER, "contact_ids": [first]})
    assert "closed already" in again.content.decode()
    both = window.post(f"{LIST}new/", {"closing_date": OCTOBER, "contact_ids": [first, second]})
    assert (both.status_code, [row[1] for row in statements(window)]) == (303, [first, second])
    for path in (LIST, f"{LIST}{statement}/", f"{LIST}{statement}/pdf/", f"{LIST}{statement}/email/", f"{LIST}new/"):
        with CaptureQueriesContext(connection) as queries:
            answer = window.get(path)
        assert (answer.status_code, len(queries) <= 12) == (200, True), [path, *queries.captured_queries]
    page = shown(window, f"{LIST}{statement}/")
    assert all(text in page for text in ("CS-00001", "山田酒店", "INV-00001", "¥1,000", "2026/10/01", "created"))
    paper = text_of(window.get(f"{LIST}{statement}/pdf/").content)
    assert all(text in paper for text in ("合計請求書", "今回御請求額", "山田酒店", "2026年11月30日", "INV-00001"))
    bulk = window.post(f"{LIST}list/bulk/", {"action": "print", "ids": [row[0] for row in statements(window)]})
    assert len(PdfReader(BytesIO(bulk.content)).pages) == 2
    assert window.post(f"{LIST}{statement}/cancel/").status_code == 303
    assert [row[2] for row in statements(window)] == ["cancelled", "closed"]
    assert "Cancelled" in shown(window, LIST)


def test_statements_are_mailed_one_by_one_and_together(window, customers):
    window.post(f"{LIST}new/", {"closing_date": OCTOBER, "contact_ids": customers})
    (first, *_rest), (second, *_rest) = statements(window)
    letter = shown(window, f"{LIST}{first}/email/")
    assert all(text in letter for text in ("sato@example.jp", "CS-00001"))
    sent = {"to_mail_ids": "sato@example.jp", "subject": "x", "body": "x", "with_pdf": "on"}
    assert window.post(f"{LIST}{first}/email/", sent).status_code == 303
    window.post(f"{LIST}list/bulk/", {"action": "email", "ids": [second]})
    with reading(window.ctx):
        assert list(ClosingStatement.objects.values_list("is_emailed", flat=True)) == [True, True]


def test_an_invoice_that_a_statement_sums_up_does_not_look_like_a_qualified_one(window, customers):
    del customers
    with reading(window.ctx):
        invoices = list(INVOICE.header.objects.order_by("id").values_list("id", flat=True))
        paper = text_of(document_pdf(window.ctx, kind=INVOICE, document_ids=invoices[:1])[1])
    assert "適格請求書は期間の合計請求書です。" in paper
    assert "The closing statement" in shown(window, f"invoices/{invoices[0]}/")
