"""A customer opens a link in a browser of their own: what they see, and how soon the house knows."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.share_document import share_document
from daicho.documents.core.state import Action
from daicho.platform.work import reading
from daicho.sales.kinds import ESTIMATE, INVOICE
from daicho.taxes.queries.taxes import tax_choices
from tests.browser.conftest import DESKTOP, TELEPHONE, Visit
from tests.build.contacts import make_customer
from tests.build.documents import line, make_document
from tests.build.organization import make_organization, make_person

pytestmark = pytest.mark.browser
NAMES = {
    "ja": (
        "株式会社さくら茶舗",
        "株式会社みなと商店",
        ("煎茶 100g", "新茶・静岡産", "急須", "常滑焼", "送料"),
        "いつもありがとうございます。",
    ),
    "en": (
        "Harbour Tea Company",
        "Takahashi Trading",
        ("Green tea, 100 g", "First flush", "Teapot", "Tokoname ware", "Freight"),
        "Thank you for your business.",
    ),
}


def shop(email, locale):
    """Return a person, the context, and a function that makes a sent document and the path of its link."""
    person = make_person(email, "佐藤 花子", locale)
    now = timezone.now()
    us, them, (tea, tea_note, pot, pot_note, freight), notes = NAMES[locale]
    ctx = make_organization(
        name=us, user_id=person, language_code=locale, now=now, today=now.date(), street_address1="1-2-3",
        city="横浜市", state="神奈川県", zip="220-0001", phone="045-000-0000", mode="live",
        tax_registration_number="T1180301018771",
        remit_to_address="みなと銀行 横浜支店 普通 1234567",
    )  # fmt: skip
    customer = make_customer(ctx, contact_name=them, company_name=them, language_code=locale)
    with reading(ctx):
        taxes = {tax.category: tax.tax_id for tax in tax_choices(ctx)}
    lines = [
        line(None, 24, name=tea, description=tea_note, rate=1080, tax_id=taxes.get("reduced")),
        line(None, 3, name=pot, description=pot_note, rate=12800, tax_id=taxes.get("standard")),
        line(None, 1, name=freight, rate=900, tax_id=taxes.get("standard")),
    ]

    def make(kind, due: date):
        made = make_document(ctx, kind, customer, lines, due=due, notes=notes)
        change_state(ctx, kind=kind, document_id=made, action=Action.OPEN)
        address = share_document(ctx, kind=kind, document_id=made, expires_on=ctx.today + timedelta(days=90))
        return made, "/share/" + address.split("/share/")[1]

    return person, ctx, make


@pytest.mark.parametrize("size", ["desktop", "telephone"])
@pytest.mark.parametrize("locale", ["ja", "en"])
def test_the_page_is_readable_and_accessible(visit: Visit, locale, size):
    _person, ctx, make = shop(f"{locale}-{size}-share@example.jp", locale)
    window = visit(locale=locale, size={"desktop": DESKTOP, "telephone": TELEPHONE}[size])
    for kind in (INVOICE, ESTIMATE):
        _made, path = make(kind, ctx.today + timedelta(days=30))
        window.go(path)
        window.axe()
        assert window.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth") <= 0
        window.shot(f"share_{kind.entity}_{locale}_{size}")
    window.go("/share/no-such-link/")
    window.axe()
    window.shot(f"share_closed_{locale}_{size}")


def test_the_house_sees_within_a_second_that_the_customer_saw(visit: Visit):
    person, ctx, make = shop("owner-share@example.jp", "ja")
    invoice, path = make(INVOICE, ctx.today + timedelta(days=30))
    _estimate, offer = make(ESTIMATE, ctx.today + timedelta(days=30))
    owner, customer = visit(person, locale="ja"), visit(locale="ja", size=TELEPHONE)
    owner.go(f"/books/{ctx.organization_id}/invoices/")
    expect(owner.page.get_by_text("送信済み", exact=True).first).to_be_visible()
    owner.note_when("閲覧済み", where=".list-line")
    with customer.page.expect_response("**/seen/") as told:
        customer.go(path)
    assert told.value.status == 204
    assert owner.seconds_after(told.value.request.timing["startTime"] / 1000) < 1
    owner.shot("share_viewed_ja_desktop")
    customer.go(offer)
    customer.page.get_by_role("button", name="この見積を受諾する").click()
    expect(customer.page.get_by_text("お名前をご入力ください。")).to_be_visible()
    customer.page.get_by_label("お名前").fill("高橋 一郎")
    customer.page.get_by_role("button", name="この見積を受諾する").click()
    expect(customer.page.get_by_text("この見積書は受諾済みです。")).to_be_visible()
    customer.axe()
    customer.shot("share_accepted_ja_telephone")
    owner.go(f"/books/{ctx.organization_id}/invoices/{invoice}/share/")
    owner.page.get_by_role("button", name="リンクを作成").click()
    address = owner.page.get_by_label("新しいリンクです。").input_value()
    assert "/share/" in address
    owner.axe()
    owner.shot("share_links_ja_desktop")
