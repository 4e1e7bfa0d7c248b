"""The main pages of both applications in the dark: axe finds nothing, contrast above all, and no ground stays white."""

from datetime import date

import pytest

from daicho.organizations.commands.join_application import join_application
from tests.browser.conftest import Visit
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.organization import make_organization, make_person
from tests.build.sales import make_invoice

pytestmark = pytest.mark.browser

PAGES = {
    "books": [
        "", "invoices/", "invoices/{invoice}/", "invoices/new/", "settings/", "reports/tied-out/",
        "reports/profitandloss/?compare=previous_period&periods=5",
    ],
    "inventory": ["", "items/", "items/{item}/", "items/new/", "packages/board/", "reports/"],
}  # fmt: skip
_WHITE = """() => [...document.querySelectorAll("main, main *, header, aside, nav")].filter((element) => {
  const [red, green, blue, alpha = 1] = getComputedStyle(element).backgroundColor.match(/[\\d.]+/g).map(Number);
  const box = element.getBoundingClientRect();
  const paper = element.closest(".sheet, input, svg, .form-check-input");
  return !paper && alpha > 0.5 && Math.min(red, green, blue) > 200 && box.width > 60 && box.height > 20;
}).map((element) => element.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("application", list(PAGES))
def test_the_main_pages_are_dark_and_can_be_read(visit: Visit, application):
    person = make_person(f"dark-{application}@example.jp", "佐藤 花子", "ja")
    ctx = make_organization(application="books", user_id=person)
    join_application(ctx, organization_id=ctx.organization_id, application="inventory")
    item = make_item(ctx, "煎茶 100g")
    fields = {"is_open": True, "date": date(2020, 1, 6), "due": date(2020, 2, 29)}
    invoice = make_invoice(ctx, make_customer(ctx), [line(None, 1, rate=1000, name="Work")], **fields)
    visitor = visit(person, locale="ja", dark=True)
    problems = []
    for path in PAGES[application]:
        address = f"/{application}/{ctx.organization_id}/{path.format(invoice=invoice, item=item)}"
        page = visitor.go(address)
        page.wait_for_selector("h1")
        problems += [f"{address}: white: {found}" for found in page.evaluate(_WHITE)]
        try:
            visitor.axe()
        except AssertionError as found:
            problems.append(str(found))
    assert not problems, "\n".join(problems)
