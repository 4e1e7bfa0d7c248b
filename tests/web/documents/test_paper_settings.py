"""Settings of papers and letters: what is chosen is what is printed and mailed."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from daicho.documents.queries.document_pdf import document_pdf
from daicho.documents.queries.mail_draft import mail_draft
from daicho.documents.queries.preference import document_preference
from daicho.platform.work import reading
from daicho.sales.kinds import INVOICE
from tests.build.browser import browser_of, fill
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.sales import make_invoice

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization(country="JP", language_code="ja")


def settings_of(ctx, language="ja"):
    return f"/books/{ctx.organization_id}/invoices/settings/paper/?language={language}"


def printed(ctx, invoice):
    with reading(ctx):
        _name, content = document_pdf(ctx, kind=INVOICE, document_ids=[invoice])
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def chosen(**changes):
    values = {"accent": "#0055aa", "shown": ["description", "discount", "tax"], "has_logo": "on", "has_seal": "on"}
    return {**values, **changes}


def test_the_papers_own_words_and_columns_are_printed(ctx):
    customer = make_customer(ctx, language_code="ja")
    invoice = make_invoice(ctx, customer, [line(make_item(ctx, "煎茶"), 3, rate=105, unit="缶")], is_open=True)
    assert "缶" in printed(ctx, invoice)
    browser = browser_of(ctx.actor.user_id)
    answer = fill(browser, settings_of(ctx), **chosen(title="御請求書", lead="毎度ありがとうございます。"))
    assert answer.status_code == 303
    text = printed(ctx, invoice)
    assert "御請求書" in text
    assert "毎度ありがとうございます。" in text
    assert "缶" not in text
    with reading(ctx):
        assert document_preference(ctx, kind="invoice").style.accent == "#0055aa"


def test_letters_are_filled_and_the_standard_one_is_not_kept(ctx):
    customer = make_customer(ctx, language_code="ja")
    invoice = make_invoice(ctx, customer, is_open=True)
    browser = browser_of(ctx.actor.user_id)
    words = {"invoice.subject": "{number} のご請求", "invoice.body": "{greeting}\n合計 {total}"}
    assert fill(browser, settings_of(ctx), **chosen(**words)).status_code == 303
    with reading(ctx):
        draft = mail_draft(ctx, kind=INVOICE, document_id=invoice)
        assert re.fullmatch(r".+ のご請求", draft.subject)
        assert draft.body.endswith("¥0") or "合計 ¥" in draft.body
        assert set(document_preference(ctx, kind="invoice").letters) == {"ja"}
    assert fill(browser, settings_of(ctx), **chosen()).status_code == 303
    with reading(ctx):
        assert document_preference(ctx, kind="invoice").letters == {}


@pytest.mark.parametrize(("name", "value"), [("accent", "red"), ("invoice.subject", "{price}"), ("title", "x" * 41)])
def test_what_cannot_be_is_told_at_its_field(ctx, name, value):
    browser = browser_of(ctx.actor.user_id)
    answer = fill(browser, settings_of(ctx), **chosen(**{name: value}))
    assert answer.status_code == 422
    assert "has-error" in answer.content.decode()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_preview_shows_what_is_typed(ctx, language):
    browser = browser_of(ctx.actor.user_id)
    address = settings_of(ctx, language).replace("/paper/", "/paper/preview/")
    answer = browser.post(address, chosen(**{"invoice.subject": "{number}!", "accent": "#00ff00"}))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "data:image/svg+xml;base64," in shown
    assert "0001!" in shown
    assert browser.post(address, {"accent": "nothing"}).status_code == 200
