"""Documents as PDF: what stands on the paper, in both languages and on each template."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from daicho.documents.core.templates import TEMPLATES
from daicho.documents.queries.document_html import document_html
from daicho.documents.queries.document_pdf import document_pdf
from daicho.organizations.commands.update_organization import update_organization
from daicho.platform.files import store_file
from daicho.platform.work import reading, unit_of_work
from daicho.purchases.kinds import BILL, PURCHASE_ORDER, VENDOR_CREDIT
from daicho.sales.kinds import SALES_ORDER
from daicho.taxes.queries.taxes import tax_choices
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line, make_document
from tests.build.organization import make_organization
from tests.build.purchases import make_purchase_order
from tests.build.sales import make_sales_order

pytestmark = pytest.mark.django_db

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000020802000000fdd49a730000001049444154789c6310"
    "48f80f440c100a00247605bdfc943fb50000000049454e44ae426082"
)


@pytest.fixture
def ctx():
    return make_organization(
        tax_registration_number="T7000012050002",
        zip="231-0023",
        state="神奈川県",
        city="横浜市中区",
        street_address1="山下町1-2-3",
        phone="045-123-4567",
    )


def order_of(ctx, language, **contact):
    with reading(ctx):
        taxes = {choice.name: choice.tax_id for choice in tax_choices(ctx)}
    address = {"zip": "100-0001", "state": "東京都", "city": "千代田区", "address": "千代田1-1"}
    customer = make_customer(
        ctx, **({"contact_name": "株式会社 髙﨑商会", "language_code": language, "billing_address": address} | contact)
    )
    tea = make_item(ctx, "緑茶 ①", unit="箱", rate_micro=1000 * 10**6, tax_id=taxes["消費税 10%"])
    sweet = make_item(ctx, "羊羹 ㈱", rate_micro=500 * 10**6, tax_id=taxes["消費税 8%(軽減)"])
    return make_sales_order(
        ctx, customer, [line(tea, 10), line(sweet, 3)], date=date(2026, 11, 24), notes="お早めに", discount="10%"
    )


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def pdf_of(ctx, kind, *ids, **options):
    with reading(ctx):
        return document_pdf(ctx, kind=kind, document_ids=ids, **options)


@pytest.mark.parametrize("template", [template.key for template in TEMPLATES])
def test_a_japanese_paper_says_everything_the_law_wants(ctx, template):
    order = order_of(ctx, "ja")
    name, pdf = pdf_of(ctx, SALES_ORDER, order, template=template)
    text = text_of(pdf)
    assert name == "SO-00001.pdf"
    for part in (
        "受注書", "株式会社 髙﨑商会", "御中", "〒100-0001", "2026年11月24日", "登録番号: T7000012050002", "緑茶 ①",
        "羊羹 ㈱ ※", "※は軽減税率の対象です", "消費税 10%", "¥9,000", "¥900", "¥1,350", "¥108", "¥11,358", "お早めに",
    ):  # fmt: skip
        assert part in text, part


def test_an_english_paper_is_english(ctx):
    text = text_of(pdf_of(ctx, SALES_ORDER, order_of(ctx, "en"))[1])
    for part in ("Sales order", "Order number", "Registration number: T7000012050002", "Subtotal", "Total", "¥11,358"):
        assert part in text, part
    assert "御中" not in text


def test_a_person_is_addressed_as_one(ctx):
    private = order_of(ctx, "ja", contact_name="山田 太郎", customer_sub_type="individual")
    assert "山田 太郎 様" in text_of(pdf_of(ctx, SALES_ORDER, private)[1]).replace("\n", " ")
    named = order_of(ctx, "ja", contact_name="港物産", billing_address={"attention": "営業部 田中", "city": "横浜市"})
    text = text_of(pdf_of(ctx, SALES_ORDER, named)[1])
    assert "営業部 田中 様" in text
    assert "御中" not in text


def test_several_papers_count_their_own_pages(ctx):
    long = make_sales_order(ctx, lines=[line(None, 1, name=f"行 {number}", rate=1) for number in range(60)])
    short = order_of(ctx, "ja")
    name, pdf = pdf_of(ctx, SALES_ORDER, long, short)
    pages = PdfReader(BytesIO(pdf)).pages
    assert (name, len(pages)) == ("salesorders.pdf", 3)
    assert [
        "1 / 2" in pages[0].extract_text(),
        "2 / 2" in pages[1].extract_text(),
        "1 / 1" in pages[2].extract_text(),
    ] == [True] * 3
    box = pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


@pytest.mark.parametrize(("picture", "pictures"), [(PNG, 1), (PNG[:-20], 0)])
def test_a_logo_is_set_unless_it_is_broken(ctx, picture, pictures):
    with unit_of_work(ctx):
        logo = store_file(ctx, field="logo", name="logo.png", content=picture)
    update_organization(ctx, fields={"logo_file_id": logo.file_id})
    pdf = pdf_of(ctx, SALES_ORDER, make_sales_order(ctx))[1]
    assert len(PdfReader(BytesIO(pdf)).pages[0].images) == pictures


def test_hostile_text_is_set_as_it_is(ctx):
    hostile = '#panic("x") $ \\ #import "@preview/x:1" <b> {{ 7*7 }} *bold*'
    order = make_sales_order(ctx, lines=[line(None, 1, name=hostile, rate=1)], notes=hostile)
    pdf = pdf_of(ctx, SALES_ORDER, order)[1]
    assert '#panic("x")' in text_of(pdf)
    with reading(ctx):
        html = document_html(ctx, kind=SALES_ORDER, document_id=order)
    assert "&lt;b&gt;" in html
    assert "<b>" not in html


def test_a_credit_of_a_vendor_delivers_nothing(ctx):
    vendor = make_vendor(ctx, contact_name="製茶園", language_code="ja")
    fields = [line(make_item(ctx, "Tea"), 2, rate=500)]
    where = {
        kind: text_of(pdf_of(ctx, kind, make_document(ctx, kind, vendor, fields, number="V-1"))[1])
        for kind in (BILL, VENDOR_CREDIT)
    }
    assert ("お届け先" in where[BILL], "お届け先" in where[VENDOR_CREDIT]) == (True, False)
    assert "仕入先のクレジット" in where[VENDOR_CREDIT]


def test_a_purchase_order_says_where_the_goods_go(ctx):
    order = make_purchase_order(ctx, make_vendor(ctx, contact_name="製茶園", language_code="ja"))
    text = text_of(pdf_of(ctx, PURCHASE_ORDER, order)[1])
    for part in ("発注書", "製茶園", "下記のとおり発注いたします", "お届け先", "山下町1-2-3"):
        assert part in text, part


@pytest.mark.parametrize(
    ("kind", "japanese", "english"),
    [
        (BILL, ("受取請求書", "御中", "請求書番号 V-1", "支払期日", "緑茶", "¥1,000"), ("Bill", "V-1", "¥1,000")),
        (VENDOR_CREDIT, ("仕入先のクレジット", "値引・返金", "¥1,000"), ("Vendor credit", "V-1", "¥1,000")),
        (PURCHASE_ORDER, ("発注書", "注文番号 V-1", "お届け先", "¥1,000"), ("Purchase order", "V-1", "¥1,000")),
    ],
)
def test_papers_of_buying_are_in_the_vendors_language(ctx, kind, japanese, english):
    for language, words in (("ja", japanese), ("en", english)):
        vendor = make_vendor(ctx, contact_name=f"Farm {language}", language_code=language)
        rows = [line(make_item(ctx, "緑茶" if language == "ja" else "Tea"), 2, rate=500)]
        number = "V-1" if language == "ja" else "EV-1"
        text = text_of(pdf_of(ctx, kind, make_document(ctx, kind, vendor, rows, number=number))[1])
        assert [word for word in words if word not in text] == [], text
