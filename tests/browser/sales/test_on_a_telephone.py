"""Tables of selling on a telephone: cards that stay within the screen, in both languages."""

from datetime import date
from decimal import Decimal

import pytest

from daicho.payments.commands.create_refund import create_refund
from daicho.payments.queries.default_account import default_account
from daicho.platform.work import reading
from tests.browser.conftest import TELEPHONE, Visit
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.organization import make_organization, make_person
from tests.build.payments import make_payment
from tests.build.returns import Sold
from tests.build.sales import make_invoice

pytestmark = pytest.mark.browser
OCTOBER = date(2026, 10, 5)
WIDE = """[...document.querySelectorAll("main .table-responsive")]
  .filter((table) => table.scrollWidth > table.clientWidth + 1).map((table) => table.innerText)"""


EDGES = """[...document.querySelectorAll(".list-line")].map((line) => new Set([...line.querySelectorAll("td.number")]
  .filter((cell) => cell.offsetParent).map((cell) => {
    const text = document.createRange();
    text.selectNodeContents(cell);
    return Math.round(text.getBoundingClientRect().right);
  })).size)"""


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_tables_become_cards(visit: Visit, locale):
    person = make_person(f"cards-{locale}@example.jp", "佐藤 花子", locale)
    ctx = make_organization(user_id=person, language_code=locale)
    customer = make_customer(
        ctx, contact_name="株式会社横浜商事ホールディングス", payment_terms_code="closing:99:1:99:none"
    )
    invoice = make_invoice(ctx, customer, [line(name="茶", rate=1_234_000)], is_open=True, date=OCTOBER)
    payment = make_payment(ctx, customer, 900_000, {invoice: 700_000}, mode="banktransfer", date=date(2026, 10, 20))
    with reading(ctx):
        account = default_account(ctx, is_received=False)
    back = {"date": date(2026, 10, 25), "amount": Decimal(100_000), "mode": "banktransfer", "account_id": account}
    create_refund(ctx, source=("customerpayment", payment), fields=back)
    returned = Sold(ctx, contact_id=customer).give_back(2, 1)
    visitor = visit(person, locale=locale, size=TELEPHONE)
    for path, wanted in (
        (f"contacts/{customer}/?tab=transactions", "INV-"),
        (f"contacts/{customer}/?tab=statement&start_date=2026-10-01&end_date=2026-10-31", "1,234,000"),
        (f"customerpayments/{payment}/", "700,000"),
        ("closingstatements/new/?closing_date=2026-10-31", "800,000"),
        (f"salesreturns/{returned}/", "煎茶"),
    ):
        page = visitor.go(f"/books/{ctx.organization_id}/{path}")
        assert wanted in page.locator("main").inner_text(), path
        assert page.evaluate(WIDE) == [], path
        assert max(page.evaluate(EDGES)) == 1, f"{path}: amounts of a card end at one line"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        visitor.axe()


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_menus_of_a_list_stay_within_the_screen(visit: Visit, locale):
    person = make_person(f"menus-{locale}@example.jp", "佐藤 花子", locale)
    ctx = make_organization(user_id=person, language_code=locale)
    make_invoice(ctx, is_open=True)
    visitor = visit(person, locale=locale, size=TELEPHONE)
    page = visitor.go(f"/books/{ctx.organization_id}/invoices/")
    for menu in (".filter-menu", ".columns-menu", ".more-menu"):
        page.locator(".list-tools .dropdown", has=page.locator(menu)).locator("> .btn").click()
        page.locator(menu).wait_for(state="visible")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), menu
        visitor.axe()
        page.keyboard.press("Escape")
