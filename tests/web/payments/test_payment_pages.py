"""The pages of payments: recorded from an invoice, changed, given back; credits applied; the same for vendors."""

from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from daicho.documents.commands.create_document import create_document
from daicho.documents.queries.settled_documents import settled_documents
from daicho.organizations.commands.join_application import join_application
from daicho.payments.kinds import VENDOR_PAYMENT
from daicho.payments.models import Payment, Refund, Use
from daicho.payments.queries.default_account import default_account
from daicho.platform.mail import mail_about
from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.sales.kinds import CREDIT_NOTE, INVOICE
from tests.build.bills import make_bill
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.payments import make_payment
from tests.build.sales import make_invoice


def work(price):
    return [line(None, 1, rate=price, name="Work")]


def shown(window, path, **query):
    response = window.get(path, **query)
    assert response.status_code == 200, response.content.decode()[:800]
    return response.content.decode()


def sent(window, path, **data):
    response = window.post(path, data)
    assert response.status_code == 303, response.content.decode()[-3000:]


def only(window, model):
    with reading(window.ctx):
        return model.objects.values_list("id", flat=True).get()


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def open_of(window, invoice):
    with reading(window.ctx):
        return settled_documents(window.ctx, kind=INVOICE, ids=[invoice])[invoice].open_amount


@pytest.fixture
def customer(window):
    return make_customer(window.ctx, contact_name="東洋商会")


@pytest.fixture
def invoice(window, customer):
    return make_invoice(window.ctx, customer, work(1000), is_open=True)


@pytest.mark.parametrize("application", ["books", "inventory"])
def test_the_pages_are_there_in_both_applications(window, customer, invoice, application):
    if application == "inventory":
        join_application(window.ctx, organization_id=window.ctx.organization_id, application="inventory")
    payment = make_payment(window.ctx, customer, 600, {invoice: 500}, mode="cash")
    for path in ("customerpayments/", "vendorpayments/", f"customerpayments/{payment}/"):
        found = window.client.get(window.url(path, application))
        assert found.status_code == 200, path


def test_an_invoice_is_paid_from_its_page(window, customer, invoice):
    page = shown(window, f"invoices/{invoice}/")
    assert f"customerpayments/new/?contact_id={customer}&amp;document_id={invoice}" in page
    form = shown(window, "customerpayments/new/", contact_id=customer, document_id=invoice)
    assert 'value="1000"' in form
    assert "INV-" in form
    data = {"contact_id": customer, "date": "2026-11-24", "amount": "1200", f"use_{invoice}": "900"}
    totals = window.post("customerpayments/totals/", data).content.decode()
    assert "300" in totals
    ticked = window.post("customerpayments/uses/", {**data, "full": str(invoice)}).content.decode()
    assert 'value="1000"' in ticked
    assert "checked" in ticked
    account = account_of(window)
    sent(window, "customerpayments/new/", **data, account_id=account, mode="banktransfer")
    payment = only(window, Payment)
    page = shown(window, f"customerpayments/{payment}/")
    assert "INV-" in page
    assert "300" in page
    assert "Payments and credits" in shown(window, f"invoices/{invoice}/", tab="payments")
    for tab in ("overview", "entries", "history"):
        shown(window, f"customerpayments/{payment}/", tab=tab)
    edit = shown(window, f"customerpayments/{payment}/edit/")
    assert 'value="900"' in edit
    changed = {"date": "2026-11-24", "number": "P-1", "amount": "", f"use_{invoice}": "1000", "account_id": account}
    sent(window, f"customerpayments/{payment}/edit/", **changed)
    assert open_of(window, invoice) == 0
    refused = window.post(f"customerpayments/{payment}/edit/", {**changed, f"use_{invoice}": "1001"})
    assert refused.status_code == 422
    with reading(window.ctx):
        use = Use.objects.values_list("id", flat=True).get()
    sent(window, f"settlements/{use}/remove/")
    assert open_of(window, invoice) == 1000
    assert 'value="1000"' in shown(window, f"refunds/customerpayment/{payment}/new/")
    sent(window, f"refunds/customerpayment/{payment}/new/", date="2026-11-25", amount="400", account_id=account)
    refund = only(window, Refund)
    assert "400" in shown(window, f"customerpayments/{payment}/")
    sent(window, f"refunds/{refund}/edit/", date="2026-11-25", amount="300", account_id=account)
    sent(window, f"refunds/{refund}/delete/")
    sent(window, f"customerpayments/{payment}/delete/")
    assert verify(window.ctx) == []


def account_of(window):
    with reading(window.ctx):
        return default_account(window.ctx, is_received=True)


def test_credits_are_applied_and_refunded(window, customer, invoice):
    fields = {"contact_id": customer, "lines": work(700)}
    note = create_document(window.ctx, kind=CREDIT_NOTE, fields=fields, is_open=True)
    payment = make_payment(window.ctx, customer, 500)
    assert f"settlements/invoice/{invoice}/" in shown(window, f"invoices/{invoice}/")
    form = shown(window, f"settlements/invoice/{invoice}/")
    assert 'value="700"' in form
    data = {"date": "2026-11-24", f"creditnote_{note}": "700", f"customerpayment_{payment}": "300"}
    sent(window, f"settlements/invoice/{invoice}/", **data)
    assert open_of(window, invoice) == 0
    assert window.post(f"settlements/invoice/{invoice}/", {"date": "2026-11-24"}).status_code == 422
    assert "INV-" in shown(window, f"creditnotes/{note}/", tab="payments")
    assert window.get(f"settlements/creditnote/{note}/").status_code == 404
    assert window.get("settlements/nothing/1/").status_code == 404
    assert window.get("refunds/invoice/1/new/").status_code == 404
    assert verify(window.ctx) == []


def test_a_vendor_is_paid(window):
    vendor = make_vendor(window.ctx)
    bill = make_bill(window.ctx, vendor, work(1000))
    assert f"document_id={bill}" in shown(window, f"bills/{bill}/")
    data = {"contact_id": vendor, "date": "2026-11-24", f"use_{bill}": "890", f"withheld_{bill}": "110"}
    sent(window, "vendorpayments/new/", **data, account_id=account_of(window))
    payment = only(window, Payment)
    assert "110" in shown(window, f"vendorpayments/{payment}/")
    text = text_of(b"".join(window.get(f"vendorpayments/{payment}/pdf/")))
    assert [word for word in ("支払", "¥890", "¥110") if word not in text] == [], text
    empty = window.post("vendorpayments/new/", {"contact_id": "", "date": "", "account_id": ""})
    assert empty.status_code == 422
    nothing = {"contact_id": vendor, "date": "2026-11-24", "account_id": account_of(window)}
    zero = window.post("vendorpayments/new/", nothing)
    assert zero.status_code == 422
    assert verify(window.ctx) == []


def test_a_paid_invoice_is_voided_or_deleted_in_one_step(window, customer):
    kept, gone = (make_invoice(window.ctx, customer, work(1000), is_open=True) for _ in range(2))
    first = make_payment(window.ctx, customer, 1000, {kept: 1000})
    second = make_payment(window.ctx, customer, 1000, {gone: 1000})
    path = f"settlements/invoice/{kept}/back/"
    assert path in shown(window, f"invoices/{kept}/")
    assert "unused again" in shown(window, path)
    assert window.post(path, {"how": "void"}).status_code == 422
    sent(window, path, how="void", payments="keep")
    assert "Void" in shown(window, f"invoices/{kept}/")
    sent(window, f"settlements/invoice/{gone}/back/", how="delete", payments="delete")
    assert window.get(f"invoices/{gone}/").status_code == 404
    with reading(window.ctx):
        assert dict(Payment.objects.values_list("id", "used_minor")) == {first: 0}
    assert second != first
    assert verify(window.ctx) == []


def test_a_receipt_is_printed(window, customer, invoice):
    payment = make_payment(window.ctx, customer, 1200, {invoice: 1000}, mode="cash", description="お茶代として")
    assert f"customerpayments/{payment}/pdf/" in shown(window, f"customerpayments/{payment}/")
    reply = window.get(f"customerpayments/{payment}/pdf/")
    assert reply["Content-Type"] == "application/pdf"
    text = text_of(b"".join(reply))
    for part in ("領収書", "東洋商会", "御中", "1,200", "1,000", "現金", "お茶代として"):
        assert part in text, text
    assert "収入印紙" not in text


def test_a_printed_receipt_tells_the_stamp_it_needs(window, customer):
    for mode, amount, wanted in (("cash", 50_000, "200"), ("cash", 49_999, ""), ("creditcard", 90_000, "")):
        payment = make_payment(window.ctx, customer, amount, mode=mode)
        text = text_of(b"".join(window.get(f"customerpayments/{payment}/pdf/")))
        assert ("収入印紙" in text) == bool(wanted)
        assert f"¥{wanted}" in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "ja",
            ("返金明細書", "御中", "ご返金いたしました", "返金日", "2026年11月25日", "銀行振込", "¥400", "¥900", "R-7"),
        ),
        ("en", ("Refund statement", "We have refunded", "Date of refund", "Bank transfer", "¥400", "¥900", "R-7")),
    ],
)
def test_a_refund_has_a_paper_in_the_language_of_its_reader(window, language, words):
    customer = make_customer(window.ctx, contact_name="東洋商会", language_code=language)
    payment = make_payment(window.ctx, customer, 900)
    asked = {"date": "2026-11-25", "amount": "400", "mode": "banktransfer", "reference": "R-7"}
    sent(window, f"refunds/customerpayment/{payment}/new/", **asked, account_id=account_of(window))
    refund = only(window, Refund)
    assert window.url(f"refunds/{refund}/pdf/") in shown(window, f"customerpayments/{payment}/")
    reply = window.get(f"refunds/{refund}/pdf/")
    assert reply["Content-Type"] == "application/pdf"
    text = text_of(b"".join(reply))
    assert [word for word in words if word not in text] == []
    assert window.get("refunds/1/pdf/").status_code == 404


def test_what_a_vendor_gives_back_is_confirmed(window):
    payment = make_payment(window.ctx, make_vendor(window.ctx, language_code="ja"), 900, kind=VENDOR_PAYMENT)
    fields = {"date": "2026-11-25", "amount": "400", "account_id": account_of(window)}
    sent(window, f"refunds/vendorpayment/{payment}/new/", **fields)
    text = text_of(b"".join(window.get(f"refunds/{only(window, Refund)}/pdf/")))
    assert [word for word in ("返金確認書", "返金を確認いたしました", "¥400") if word not in text] == []


def test_a_receipt_says_what_the_money_is_for(window):
    customer = make_customer(window.ctx, language_code="ja")
    told = {
        note: text_of(b"".join(window.get(f"customerpayments/{made}/pdf/")))
        for note in ("", "お茶代として")
        for made in [make_payment(window.ctx, customer, 500, description=note)]
    }
    assert [("但し書き" in text, "お品代として" in text) for text in told.values()] == [(True, True), (False, False)]


def test_a_payment_says_whether_all_of_it_is_applied(window, customer, invoice):
    made = [make_payment(window.ctx, customer, amount, {invoice: 500}) for amount in (500, 600)]
    get_user_model().objects.filter(id=window.user_id).update(locale="ja")
    pages = [shown(window, f"customerpayments/{payment}/") for payment in made]
    assert [("充当済み" in page, "未使用額あり" in page) for page in pages] == [(True, False), (False, True)]


def test_a_receipt_goes_out_by_mail(window, customer):
    payment = make_payment(window.ctx, customer, 500)
    here = f"customerpayments/{payment}/"
    assert f"{here}email/" in shown(window, here)
    with CaptureQueriesContext(connection) as captured:
        assert "領収書" in shown(window, f"{here}email/")
    assert len(captured) <= 12, [query["sql"][:120] for query in captured]
    sent(window, f"{here}email/", to_mail_ids="a@example.jp", subject="領収書", body="本文", with_pdf="on")
    with reading(window.ctx):
        (letter,) = mail_about(window.ctx, entity="customerpayment", entity_id=payment)
    assert (letter.to, letter.subject) == ("a@example.jp", "領収書")
    refused = window.post(f"{here}email/", {"to_mail_ids": "nobody", "subject": "領収書", "body": "本文"})
    assert refused.status_code == 422


def test_a_rate_is_asked_for_only_where_money_is_foreign(window, customer, invoice):
    abroad = make_customer(window.ctx, contact_name="Harbor Goods", currency_code="USD")
    field = 'name="exchange_rate"'
    assert field not in shown(window, "customerpayments/new/")
    assert field not in shown(window, "customerpayments/new/", contact_id=customer)
    assert field in shown(window, "customerpayments/new/", contact_id=abroad)
    for contact, is_asked in ((customer, False), (abroad, True)):
        chosen = window.post("customerpayments/uses/", {"contact_id": contact}).content.decode()
        assert (field in chosen) is is_asked
    data = {"contact_id": abroad, "date": "2026-11-24", "amount": "100", "account_id": account_of(window)}
    sent(window, "customerpayments/new/", **data, exchange_rate="151.5")
    payment = only(window, Payment)
    assert 'value="151.5' in shown(window, f"customerpayments/{payment}/edit/")
    assert "151.5" in shown(window, f"customerpayments/{payment}/")


def test_the_next_step_of_a_payment_is_the_first_button(window, customer, invoice):
    unused, used = make_payment(window.ctx, customer, 700), make_payment(window.ctx, customer, 1000, {invoice: 1000})
    page = shown(window, f"customerpayments/{unused}/")
    assert "Apply the unused amount" in page
    assert f"customerpayments/{unused}/email/" in page
    page = shown(window, f"customerpayments/{used}/")
    assert "Apply the unused amount" not in page
    assert page.count(f"customerpayments/{used}/email/") == 1


def test_japanese_pages_of_payments_are_japanese(window, customer, invoice):
    payment = make_payment(window.ctx, customer, 1200, {invoice: 900}, mode="cash")
    account = account_of(window)
    data = {"date": "2026-11-24", "amount": "100", "account_id": account, "mode": "banktransfer"}
    sent(window, f"refunds/customerpayment/{payment}/new/", **data)
    get_user_model().objects.filter(id=window.user_id).update(locale="ja")
    form = shown(window, f"refunds/{only(window, Refund)}/edit/")
    assert ">銀行振込</option>" in form
    assert ">banktransfer<" not in form
    listed = shown(window, "customerpayments/")
    assert "請求書" in listed
    assert "Invoices" not in listed
    assert "入金を記録" in shown(window, f"invoices/{invoice}/")
