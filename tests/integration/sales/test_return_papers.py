"""The slip of a sales return and the receipt of what arrived, as a Japanese and an English customer get them."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from daicho.contacts.commands.create_contact_person import create_contact_person
from daicho.documents.core.letter import LetterFields
from daicho.kernel.errors import InvalidInput, NotFound
from daicho.platform.mail import mail_about
from daicho.platform.work import reading
from daicho.sales.commands.mail_packing_slip import mail_packing_slip
from daicho.sales.commands.mail_return_receive import mail_return_receive
from daicho.sales.commands.mail_sales_return import mail_sales_return
from daicho.sales.commands.receive_sales_return import receive_sales_return
from daicho.sales.papers.packing_letter import packing_letter
from daicho.sales.papers.return_letters import return_letter, return_receive_letter
from daicho.sales.papers.return_slips import return_receive_pdf, sales_return_pdf
from daicho.sales.queries.sales_return_detail import sales_return_detail
from tests.build.contacts import make_customer
from tests.build.organization import make_organization
from tests.build.returns import Sold
from tests.integration.sales.test_delivery_papers import packed

pytestmark = pytest.mark.django_db
AMOUNTS = ("500", "¥", "合計", "消費税", "Total")


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


@pytest.fixture
def ctx():
    return make_organization(country="JP", language_code="ja")


def come_back(ctx, language="ja"):
    """Two of four teas are to come back and one is credited only; one has arrived. Return, receive and customer."""
    customer = make_customer(ctx, company_name="株式会社横浜商事", language_code=language)
    sold = Sold(ctx, contact_id=customer)
    fields = {"number": "RMA-7", "date": date(2026, 10, 5), "reason": "箱つぶれ"}
    back = sold.give_back(2, 1, **fields)
    with reading(ctx):
        (row,) = sales_return_detail(ctx, return_id=back).lines
    arrived = [{"line_id": row.line_id, "quantity": Decimal(1)}]
    fields = {"number": "RCV-7", "date": date(2026, 10, 9), "notes": "検品済み", "lines": arrived}
    return back, receive_sales_return(ctx, return_id=back, fields=fields), customer


def test_a_return_slip_tells_what_comes_back_and_what_stays(ctx):
    back, receive, _customer = come_back(ctx)
    with reading(ctx):
        name, slip = sales_return_pdf(ctx, return_ids=[back])
        received_name, receipt = return_receive_pdf(ctx, receive_id=receive)
        english = text_of(sales_return_pdf(ctx, return_ids=[back], language="en")[1])
        with pytest.raises(NotFound):
            sales_return_pdf(ctx, return_ids=[back, 1])
        with pytest.raises(NotFound):
            return_receive_pdf(ctx, receive_id=back)
    slip, receipt = text_of(slip), text_of(receipt)
    assert (name, received_name) == ("RMA-7.pdf", "RCV-7.pdf")
    for wanted in ("返品伝票", "株式会社横浜商事", "御中", "RMA-7", "2026年10月5日", "煎茶", "箱つぶれ", "返送不要"):
        assert wanted in slip, wanted
    for wanted in ("返品受領書", "RCV-7", "RMA-7", "2026年10月9日", "煎茶", "検品済み"):
        assert wanted in receipt, wanted
    assert "返送不要" not in receipt
    for wanted in ("Return slip", "Sales return number", "RMA-7", "Credited, not to be sent back"):
        assert wanted in english, wanted
    for text in (slip, receipt, english):
        assert not [amount for amount in AMOUNTS if amount in text]


def test_returns_are_printed_in_one_file_a_sheet_each(ctx):
    first, _receive, _customer = come_back(ctx)
    second = Sold(ctx, contact_id=make_customer(ctx, contact_name="Yokohama Trading")).give_back(1, number="RMA-8")
    with reading(ctx):
        name, pdf = sales_return_pdf(ctx, return_ids=[first, second, first])
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    assert name == "sales_returns.pdf"
    assert ["RMA-7" in pages[0], "RMA-8" in pages[1], len(pages)] == [True, True, 2]


def test_returns_receives_and_packages_are_mailed_with_their_papers(ctx):
    back, receive, customer = come_back(ctx)
    create_contact_person(ctx, contact_id=customer, fields={"last_name": "佐藤", "email": "sato@example.jp"})
    _order, package, _quantities = packed(ctx)
    with reading(ctx):
        drafts = {
            "salesreturn": (back, return_letter(ctx, return_id=back)),
            "salesreturnreceive": (receive, return_receive_letter(ctx, receive_id=receive)),
            "package": (package, packing_letter(ctx, package_id=package)),
        }
    assert [draft.subject.split("(")[0] for _id, draft in drafts.values()] == [
        "返品伝票 RMA-7", "返品受領書 RCV-7", "内容明細票 PKG-9",
    ]  # fmt: skip
    assert "佐藤 様" in drafts["salesreturn"][1].body
    assert "受領日: 2026年10月9日" in drafts["salesreturnreceive"][1].body
    senders = {
        "salesreturn": lambda letter: mail_sales_return(ctx, return_id=back, letter=letter),
        "salesreturnreceive": lambda letter: mail_return_receive(ctx, receive_id=receive, letter=letter),
        "package": lambda letter: mail_packing_slip(ctx, package_id=package, letter=letter),
    }
    for entity, (record_id, draft) in drafts.items():
        senders[entity](LetterFields(to=["sato@example.jp"], subject=draft.subject, body=draft.body))
        with reading(ctx):
            (sent,) = mail_about(ctx, entity=entity, entity_id=record_id)
        assert sent.subject == draft.subject
        with pytest.raises(InvalidInput):
            senders[entity](LetterFields(to=["nobody"], subject="x", body=""))
