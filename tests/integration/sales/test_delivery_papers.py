"""The delivery note as a Japanese and an English customer get it, and the packing slip."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from daicho.contacts.commands.create_contact_person import create_contact_person
from daicho.documents.commands.change_state import change_state
from daicho.documents.core.letter import LetterFields
from daicho.documents.core.state import Action
from daicho.documents.queries.document_view import document_view
from daicho.kernel.errors import InvalidInput, NotFound
from daicho.platform.mail import mail_about
from daicho.platform.work import reading
from daicho.sales.commands.create_package import create_package
from daicho.sales.commands.create_shipment import create_shipment
from daicho.sales.commands.invoice_order import invoice_order
from daicho.sales.commands.mail_delivery_note import mail_delivery_note
from daicho.sales.kinds import INVOICE, SALES_ORDER
from daicho.sales.papers.delivery_letter import delivery_letter
from daicho.sales.papers.delivery_note import delivery_note_pdf
from daicho.sales.papers.packed_orders import packed_orders
from daicho.sales.papers.packing_slip import packing_slip_pdf
from daicho.sales.queries.shipment_detail import shipment_detail
from daicho.taxes.queries.taxes import tax_choices
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.sales import make_sales_order

pytestmark = pytest.mark.django_db
SHIPPED = {
    "number": "SHP-77",
    "date": date(2026, 11, 24),
    "delivery_method": "ヤマト運輸",
    "tracking_number": "4321-0000",
    "notes": "取扱注意",
}


@pytest.fixture
def ctx():
    return make_organization(country="JP", language_code="ja")


def packed(ctx, language="ja", discount="", **fields):
    """An order of teas at the reduced rate, pots, and their wrapping; its package of 3 of 5 teas and all pots."""
    with reading(ctx):
        taxes = {choice.name: choice.tax_id for choice in tax_choices(ctx)}
    standard, reduced = taxes["消費税 10%"], taxes["消費税 8%(軽減)"]
    customer = make_customer(ctx, company_name="株式会社横浜商事", language_code=language)
    lines = [
        line(make_item(ctx, "煎茶"), 5, rate=105, tax_id=reduced, discount=discount),
        line(make_item(ctx, "急須"), 3, rate=105, tax_id=standard),
        line(None, 1, name="包装", rate=800, tax_id=standard),
    ]
    order = make_sales_order(ctx, customer, lines, number="SO-5", **fields)
    change_state(ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    with reading(ctx):
        tea, pot, _wrapping = (row.line_id for row in document_view(ctx, kind=SALES_ORDER, document_id=order).lines)
    quantities = {tea: Decimal(3), pot: Decimal(3)}
    chosen = [{"line_id": line_id, "quantity": quantity} for line_id, quantity in quantities.items()]
    package = create_package(ctx, order_id=order, fields={"number": "PKG-9", "lines": chosen})
    return order, package, quantities


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def note(ctx, language="ja", **options):
    _order, package, _quantities = packed(ctx, language)
    shipment = create_shipment(ctx, fields={"package_ids": [package], **SHIPPED})
    with reading(ctx):
        name, pdf = delivery_note_pdf(ctx, shipment_ids=[shipment], **options)
    return name, text_of(pdf)


def test_a_japanese_delivery_note_tells_what_came_and_what_it_is_worth(ctx):
    name, text = note(ctx)
    assert name == "SHP-77.pdf"
    for wanted in (
        "納品書", "SHP-77", "株式会社横浜商事", "御中", "SO-5", "PKG-9", "2026年11月24日", "ヤマト運輸", "4321-0000",
        "煎茶", "急須", "※", "315", "取扱注意",
        "25", "31", "686",
    ):  # fmt: skip
        assert wanted in text, wanted
    assert "包装" not in text, "what was not packed is not delivered"


def test_a_delivery_note_may_be_without_amounts(ctx):
    _name, text = note(ctx, with_amounts=False)
    for wanted in ("納品書", "煎茶", "御中", "SHP-77"):
        assert wanted in text, wanted
    for hidden in ("105", "315", "686", "¥", "合計", "消費税", "※"):
        assert hidden not in text, hidden


def test_an_english_delivery_note_reads_english(ctx):
    _name, text = note(ctx, "en")
    for wanted in ("Delivery note", "Tracking number", "SHP-77"):
        assert wanted in text, wanted
    assert "御中" not in text


def test_a_packing_slip_tells_quantities(ctx):
    _order, package, _quantities = packed(ctx)
    with reading(ctx):
        name, pdf = packing_slip_pdf(ctx, package_ids=[package])
        with pytest.raises(NotFound):
            packing_slip_pdf(ctx, package_ids=[package, 1])
    text = text_of(pdf)
    assert name == "PKG-9.pdf"
    assert "内容明細票" in text
    assert "煎茶" in text
    assert "105" not in text


@pytest.mark.parametrize("discount", ["", "10%", "7"])
@pytest.mark.parametrize("is_inclusive_tax", [False, True])
def test_a_delivery_is_worth_what_the_invoice_of_it_will_ask_for(ctx, discount, is_inclusive_tax):
    order, package, quantities = packed(ctx, discount=discount, is_inclusive_tax=is_inclusive_tax)
    shipment = create_shipment(ctx, fields={"package_ids": [package]})
    invoice = invoice_order(ctx, order_id=order, quantities=quantities)
    with reading(ctx):
        (delivered,) = packed_orders(ctx, shipment_detail(ctx, shipment_id=shipment).packages)
        invoiced = document_view(ctx, kind=INVOICE, document_id=invoice)
    for name in ("sub_total", "tax_total", "total", "discount_amount", "base_total"):
        assert getattr(delivered, name) == getattr(invoiced, name), name
    assert [(row.taxable, row.tax) for row in delivered.taxes] == [(row.taxable, row.tax) for row in invoiced.taxes]


def test_two_orders_of_one_customer_are_two_sheets(ctx):
    order, first, _quantities = packed(ctx)
    with reading(ctx):
        customer = document_view(ctx, kind=SALES_ORDER, document_id=order).contact_id
    other = make_sales_order(ctx, customer, [line(make_item(ctx, "湯呑"), 2, rate=50)], number="SO-6")
    change_state(ctx, kind=SALES_ORDER, document_id=other, action=Action.OPEN)
    second = create_package(ctx, order_id=other, fields={"number": "PKG-99"})
    shipment = create_shipment(ctx, fields={"package_ids": [first, second], **SHIPPED})
    with reading(ctx):
        _name, pdf = delivery_note_pdf(ctx, shipment_ids=[shipment])
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    assert len(pages) == 2
    assert "SO-5" in pages[0]
    assert "湯呑" in pages[1]


def test_a_delivery_note_is_mailed_with_what_the_customer_wants_to_know(ctx):
    order, package, _quantities = packed(ctx)
    with reading(ctx):
        customer = document_view(ctx, kind=SALES_ORDER, document_id=order).contact_id
    create_contact_person(ctx, contact_id=customer, fields={"last_name": "佐藤", "email": "sato@example.jp"})
    shipment = create_shipment(ctx, fields={"package_ids": [package], **SHIPPED})
    with reading(ctx):
        draft = delivery_letter(ctx, shipment_id=shipment)
    assert draft.to == ["sato@example.jp"]
    assert draft.subject == "納品書 SHP-77(株式会社みなと商店)"
    for wanted in ("株式会社横浜商事", "佐藤 様", "2026年11月24日", "ヤマト運輸", "4321-0000"):
        assert wanted in draft.body, wanted
    letter = LetterFields(to=draft.to, subject=draft.subject, body=draft.body)
    mail_delivery_note(ctx, shipment_id=shipment, letter=letter, with_amounts=False)
    with reading(ctx):
        (sent,) = mail_about(ctx, entity="shipment", entity_id=shipment)
        assert shipment_detail(ctx, shipment_id=shipment).is_emailed
    assert sent.subject == draft.subject
    with pytest.raises(InvalidInput):
        mail_delivery_note(ctx, shipment_id=shipment, letter=LetterFields(to=[], subject="", body=""))
