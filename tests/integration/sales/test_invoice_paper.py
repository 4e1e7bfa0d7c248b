"""The invoice as a Japanese and an international customer gets it: everything that a qualified invoice wants."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from daicho.documents.queries.document_pdf import document_pdf
from daicho.platform.work import reading
from daicho.sales.core.qualified_invoice import NO_REGISTRATION, NO_TAX, missing_items
from daicho.sales.kinds import INVOICE
from daicho.taxes.queries.taxes import tax_choices
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.sales import make_invoice

pytestmark = pytest.mark.django_db
NUMBER = "T7000012050002"
BANK = "みずほ銀行 横浜支店 普通 1234567"


@pytest.fixture
def ctx():
    return make_organization(tax_registration_number=NUMBER, remit_to_address=BANK, language_code="ja")


def paper(ctx, language):
    with reading(ctx):
        taxes = {choice.name: choice.tax_id for choice in tax_choices(ctx)}
    standard, reduced = taxes["消費税 10%"], taxes["消費税 8%(軽減)"]
    customer = make_customer(
        ctx, company_name="株式会社横浜商事", language_code=language, payment_terms_code="closing:99:1:99:none"
    )
    lines = [
        line(make_item(ctx, "煎茶"), 3, rate=105, tax_id=reduced),
        line(make_item(ctx, "急須"), 3, rate=105, tax_id=standard),
        line(None, 1, name="送料", rate=800, tax_id=standard),
    ]
    invoice = make_invoice(ctx, customer, lines, is_open=True, date=date(2026, 11, 24), number="INV-77")
    with reading(ctx):
        _name, pdf = document_pdf(ctx, kind=INVOICE, document_ids=[invoice])
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_a_japanese_invoice_says_what_the_law_wants(ctx):
    text = paper(ctx, "ja")
    for wanted in (
        "請求書", "INV-77", "株式会社横浜商事", "御中", NUMBER, "2026年11月24日", "2026年12月31日", "お振込先",
        "みずほ銀行",
        "煎茶", "※", "315", "1,115", "25", "111",
    ):  # fmt: skip
        assert wanted in text, wanted


def test_an_english_invoice_reads_english(ctx):
    text = paper(ctx, "en")
    for wanted in ("Invoice", "Due date", "Please pay to", NUMBER):
        assert wanted in text, wanted


def test_what_is_missing_for_a_qualified_invoice_is_named():
    complete = {"issuer": "みなと", "registration_number": NUMBER, "recipient": "横浜商事", "lines": [("煎茶", True)]}
    assert missing_items(**complete) == []
    lacking = {**complete, "registration_number": "", "lines": [("煎茶", False)]}
    assert list(missing_items(**lacking)) == [NO_REGISTRATION, NO_TAX]
