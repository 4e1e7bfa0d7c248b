"""Estimates, debit notes, credit notes and statements of account as Japanese and English customers get them."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from daicho.contacts.queries.statement_file import statement_file
from daicho.documents.commands.create_document import create_document
from daicho.documents.queries.document_pdf import document_pdf
from daicho.platform.work import reading
from daicho.sales.commands.credit_invoice import credit_invoice
from daicho.sales.kinds import CREDIT_NOTE, ESTIMATE, INVOICE
from daicho.taxes.queries.taxes import tax_choices
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line, make_document
from tests.build.organization import make_organization
from tests.build.sales import make_invoice

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 10, 5), date(2026, 11, 24)
BANK = "みずほ銀行 横浜支店"
HONOLULU = {
    "address": "210 Ward Avenue", "city": "Honolulu", "state": "HI", "zip": "96814",
    "country": "United States", "country_code": "US",
}  # fmt: skip


@pytest.fixture
def ctx():
    return make_organization(tax_registration_number="T7000012050002", language_code="ja")


def customer_of(ctx, language="ja", **fields):
    return make_customer(ctx, company_name="株式会社横浜商事", language_code=language, **fields)


def lines_at_three_rates(ctx):
    with reading(ctx):
        taxes = {choice.name: choice.tax_id for choice in tax_choices(ctx)}
    names = {"煎茶": "消費税 8%(軽減)", "急須": "消費税 10%", "切手": "非課税"}
    return [line(make_item(ctx, item), 2, rate=500, tax_id=taxes[tax]) for item, tax in names.items()]


def text_of(file):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(file[1])).pages)


def paper(ctx, kind, document_id):
    with reading(ctx):
        return text_of(document_pdf(ctx, kind=kind, document_ids=[document_id]))


def demand(text, *wanted):
    assert [part for part in wanted if part not in text] == []


def test_an_estimate_tells_what_is_offered_at_three_rates(ctx):
    made = {
        language: make_document(
            ctx, ESTIMATE, customer_of(ctx, language), lines_at_three_rates(ctx), date=DAY, due=LATER
        )
        for language in ("ja", "en")
    }
    demand(
        paper(ctx, ESTIMATE, made["ja"]),
        "見積書", "御中", "見積日", "2026年10月5日", "有効期限", "2026年11月24日", "煎茶 ※", "¥1,000", "¥80", "¥100",
        "¥3,180", "※は軽減税率の対象です",
    )  # fmt: skip
    demand(paper(ctx, ESTIMATE, made["en"]), "Estimate", "Estimate date", "Expiry date", "¥3,180", "reduced tax rate")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "ja",
            (
                "適格返還請求書", "クレジットノート番号", "対象の請求書", "INV-7 (2026年10月5日)", "2026年11月24日",
                "T7000012050002", "煎茶 ※", "※は軽減税率の対象です", "8%", "10%", "¥80", "¥100",
            ),
        ),
        ("en", ("Qualified return invoice", "T7000012050002", "Original invoice", "INV-7 (", "¥80", "¥100")),
    ],
)  # fmt: skip
def test_a_credit_note_is_a_qualified_return_invoice(ctx, language, words):
    fields = {"date": DAY, "number": "INV-7", "is_open": True}
    invoice = make_invoice(ctx, customer_of(ctx, language), lines_at_three_rates(ctx), **fields)
    demand(paper(ctx, CREDIT_NOTE, credit_invoice(ctx, invoice_id=invoice, is_open=True)), *words)


def test_who_is_no_qualified_issuer_or_sums_up_gives_a_plain_credit_note(ctx):
    stranger = make_organization(language_code="ja")
    summed_up = customer_of(ctx, tax_unit="statement")
    for context, customer in ((stranger, customer_of(stranger)), (ctx, summed_up)):
        fields = {"contact_id": customer, "lines": lines_at_three_rates(context)}
        text = paper(context, CREDIT_NOTE, create_document(context, kind=CREDIT_NOTE, fields=fields, is_open=True))
        assert ("クレジットノート" in text, "適格返還請求書" in text, "登録番号" in text) == (True, False, False)


def test_what_is_not_taxed_is_named_and_has_no_rate(ctx):
    text = paper(ctx, INVOICE, make_invoice(ctx, customer_of(ctx), lines_at_three_rates(ctx)))
    assert text.count("非課税") == 2  # at its line, and among the rates
    assert "0%" not in text.replace("10%", "")


def test_a_credit_note_of_its_own_names_no_invoice(ctx):
    fields = {"contact_id": customer_of(ctx), "lines": lines_at_three_rates(ctx)}
    text = paper(ctx, CREDIT_NOTE, create_document(ctx, kind=CREDIT_NOTE, fields=fields, is_open=True))
    assert "対象の請求書" not in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", ("デビットノート", "対象の請求書", "INV-7 (2026年10月5日)", "INV-8")),
        ("en", ("Debit note", "Original invoice", "INV-7 (", "INV-8")),
    ],
)
def test_a_debit_note_says_that_it_is_one(ctx, language, words):
    customer, lines = customer_of(ctx, language), lines_at_three_rates(ctx)
    first = make_invoice(ctx, customer, lines, date=DAY, number="INV-7", is_open=True)
    more = make_invoice(ctx, customer, lines, date=LATER, number="INV-8", reference_invoice_id=first, is_open=True)
    demand(paper(ctx, INVOICE, more), *words)
    demand(paper(ctx, INVOICE, first), "請求書" if language == "ja" else "Invoice")
    assert words[0] not in paper(ctx, INVOICE, first)


def test_an_address_abroad_is_written_as_abroad(ctx):
    customer = customer_of(ctx, billing_address=HONOLULU)
    text = paper(ctx, INVOICE, make_invoice(ctx, customer, lines_at_three_rates(ctx)))
    demand(text, "210 Ward Avenue\nHonolulu, HI 96814\n")
    assert "〒96814" not in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", ("取引明細書", "御中", "繰越残高", "¥3,180", "請求書", "INV-8", "2026年11月24日", "最終残高", "¥6,360")),
        ("en", ("Statement of", "Balance brought forward", "¥3,180", "INV-8", "Closing balance", "¥6,360")),
    ],
)
def test_a_statement_of_account_begins_with_what_is_brought_forward(language, words):
    for bank in ("", BANK):
        ctx = make_organization(remit_to_address=bank, language_code="ja")
        customer = customer_of(ctx, language)
        for day, number in ((DAY, "INV-7"), (LATER, "INV-8")):
            make_invoice(ctx, customer, lines_at_three_rates(ctx), date=day, number=number, is_open=True)
        with reading(ctx):
            text = text_of(statement_file(ctx, contact_id=customer, start=date(2026, 11, 1), end=date(2026, 11, 30)))
        demand(text, *words, bank)
        assert "INV-7" not in text
        assert any(label in text for label in ("お振込先", "Please pay to")) is bool(bank)
