"""The pages of retainer invoices: made, sent, paid, applied to an invoice from its page, given back, printed."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from daicho.documents.commands.share_document import share_document
from daicho.documents.queries.document_pdf import document_pdf
from daicho.documents.queries.document_view import document_view
from daicho.documents.queries.settled_documents import settled_documents
from daicho.payments.models import Payment
from daicho.payments.queries.default_account import default_account
from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.sales.kinds import INVOICE, RETAINER_INVOICE
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.retainers import make_retainer, pay_retainer
from tests.build.sales import make_invoice


def shown(window, path, **query):
    response = window.get(path, **query)
    assert response.status_code == 200, response.content.decode()[:800]
    return response.content.decode()


def sent(window, path, **data):
    response = window.post(path, data)
    assert response.status_code == 303, response.content.decode().partition("<main")[2][:6000]
    return response["Location"]


def view_of(window, retainer):
    with reading(window.ctx):
        return document_view(window.ctx, kind=RETAINER_INVOICE, document_id=retainer)


def verified(window):
    with reading(window.ctx):
        assert list(verify(window.ctx)) == []


@pytest.fixture
def customer(window):
    return make_customer(window.ctx, contact_name="東洋商会")


@pytest.fixture
def account(window):
    with reading(window.ctx):
        return default_account(window.ctx, is_received=True)


def test_a_retainer_is_made_of_words_and_amounts_and_sent(window, customer):
    form = shown(window, "retainerinvoices/new/")
    assert "lines-plain" in form
    for name in ("quantity", "tax_id", "account_id", "item_id", "discount"):
        assert f'-{name}"' not in form
    for name in ("is_inclusive_tax", "shipping_charge", "delivery_method", "withholding"):
        assert f'name="{name}"' not in form
    data = {"contact_id": customer, "date": "2026-11-24", "line": ["1a", "2b"], "then": "open"}
    data |= {"line-1a-description": "着手金", "line-1a-rate": "60000", "line-2b-description": "", "line-2b-rate": ""}
    totals = window.post("retainerinvoices/totals/", data).content.decode()
    assert "60,000" in totals
    location = sent(window, "retainerinvoices/new/", **data)
    retainer = int(location.rstrip("/").rpartition("/")[2])
    view = view_of(window, retainer)
    assert (view.total.minor, view.state, view.lines[0].description) == (60000, "open", "着手金")
    edit = shown(window, f"retainerinvoices/{retainer}/edit/")
    assert 'value="60000"' in edit
    seen = edit.partition('name="lines_seen" value="')[2].partition('"')[0]
    row = str(view.lines[0].line_id)
    data = {"contact_id": customer, "date": "2026-11-24", "line": [row], "lines_seen": seen, "number": view.number}
    data |= {f"line-{row}-description": "着手金", f"line-{row}-rate": "70000", "template": "standard"}
    sent(window, f"retainerinvoices/{retainer}/edit/", **data)
    assert view_of(window, retainer).total.minor == 70000


def test_what_is_asked_of_nobody_or_for_nothing_is_told_at_its_field(window, customer):
    data = {"contact_id": customer, "date": "2026-11-24", "line": ["1a"], "line-1a-description": "着手金"}
    response = window.post("retainerinvoices/new/", data)
    assert response.status_code == 422
    assert "field-error" in response.content.decode()


def test_a_retainer_is_paid_and_applied_from_the_page_of_an_invoice(window, customer, account):
    retainer = make_retainer(window.ctx, customer, [1000])
    page = shown(window, f"retainerinvoices/{retainer}/")
    assert f"retainerinvoices/{retainer}/pay/" in page
    form = shown(window, f"retainerinvoices/{retainer}/pay/")
    assert 'value="1000"' in form
    refused = window.post(
        f"retainerinvoices/{retainer}/pay/", {"date": "2026-11-24", "amount": "1001", "account_id": account}
    )
    assert refused.status_code == 422
    data = {"date": "2026-11-24", "amount": "1000", "account_id": account, "mode": "banktransfer"}
    sent(window, f"retainerinvoices/{retainer}/pay/", **data)
    with reading(window.ctx):
        payment = Payment.objects.get()
    assert (payment.retainer_id, payment.amount_minor, payment.used_minor) == (retainer, 1000, 0)
    number = view_of(window, retainer).number
    assert number in shown(window, f"customerpayments/{payment.id}/")
    invoice = make_invoice(window.ctx, customer, [line(None, 1, rate=700, name="Work")], is_open=True)
    apply_form = shown(window, f"settlements/invoice/{invoice}/")
    assert number in apply_form
    sent(
        window, f"settlements/invoice/{invoice}/",
        **{"date": "2026-11-24", f"customerpayment_{payment.id}": "700"},
    )  # fmt: skip
    with reading(window.ctx):
        assert settled_documents(window.ctx, kind=INVOICE, ids=[invoice])[invoice].open_amount == 0
    assert view_of(window, retainer).marks["drawn_status"] == "partially_drawn"
    assert f"customerpayments/{payment.id}/edit/" in shown(window, f"retainerinvoices/{retainer}/")
    tab = shown(window, f"retainerinvoices/{retainer}/", tab="payments")
    assert f"refunds/customerpayment/{payment.id}/new/" in tab
    assert f"customerpayments/{payment.id}/edit/" in tab
    sent(
        window, f"refunds/customerpayment/{payment.id}/new/",
        date="2026-11-24", amount="300", account_id=account,
    )  # fmt: skip
    assert view_of(window, retainer).marks["drawn_status"] == "drawn"
    assert "Drawn status" not in shown(window, f"retainerinvoices/{retainer}/", tab="history")
    listed = shown(window, "retainerinvoices/", drawn_status="drawn")
    assert number in listed
    verified(window)


@pytest.mark.parametrize(("language", "words"), [
    ("ja", ("前払金請求書", "下記のとおり前払金をご請求申し上げます", "着手金", "消費税はかかりません", "請求書番号")),
    ("en", ("Retainer invoice", "payment in advance", "着手金", "About consumption tax", "Invoice number")),
])  # fmt: skip
def test_the_paper_asks_for_a_payment_in_advance_without_tax(window, language, words):
    customer = make_customer(window.ctx, contact_name="東洋商会", language_code=language)
    retainer = make_retainer(window.ctx, customer, lines=[line(None, 1, rate=60000, description="着手金")])
    with reading(window.ctx):
        name, content = document_pdf(window.ctx, kind=RETAINER_INVOICE, document_ids=[retainer])
    assert name.startswith("RET-")
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    flat = "".join(text.split())
    for word in words:
        assert "".join(word.split()) in flat, text
    assert "60,000" in text
    assert "10%" not in text


def test_it_is_mailed_and_seen_like_other_documents(window, customer):
    retainer = make_retainer(window.ctx, customer, [1000], is_open=False)
    form = shown(window, f"retainerinvoices/{retainer}/email/")
    assert "RET-" in form
    sent(
        window,
        f"retainerinvoices/{retainer}/email/",
        to_mail_ids="a@example.jp",
        subject="前払金請求書",
        body="ご確認ください。",
    )
    view = view_of(window, retainer)
    assert (view.is_emailed, view.state) == (True, "open")


def test_its_customer_sees_it_by_a_link(window, customer):
    retainer = make_retainer(window.ctx, customer, [1000])
    pay_retainer(window.ctx, customer, retainer, 400)
    address = share_document(window.ctx, kind=RETAINER_INVOICE, document_id=retainer)
    answer = Client().get("/share/" + address.split("/share/")[1])
    assert answer.status_code == 200
    page = answer.content.decode()
    assert view_of(window, retainer).number in page
    assert "¥600" in page
