"""Goods come back in a browser: the pages of a return, on every size and in both languages."""

import pytest

from daicho.sales.commands.receive_sales_return import receive_sales_return
from tests.browser.conftest import DESKTOP, TELEPHONE, Visit
from tests.build.organization import make_organization, make_person
from tests.build.returns import Shipped

pytestmark = pytest.mark.browser
SIZES = {"desktop": DESKTOP, "telephone": TELEPHONE}


def shop(email, locale):
    """Return a person, an organisation, a shipped order, and a return of it that is partly received."""
    person = make_person(email, "佐藤 花子", locale)
    ctx = make_organization(user_id=person, language_code=locale, application="inventory")
    sold = Shipped(ctx)
    back = sold.give_back(1, 1, reason="破損")
    receive = receive_sales_return(ctx, return_id=back, fields={})
    return person, ctx.organization_id, sold, back, receive


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("locale", ["ja", "en"])
def test_every_page_of_a_return_is_readable_and_accessible(visit: Visit, locale, size):
    person, organization, sold, back, receive = shop(f"{locale}-{size}-back@example.jp", locale)
    window = visit(person, locale=locale, size=SIZES[size])
    for path in (
        "salesreturns/", f"salesreturns/{back}/", f"salesreturns/{back}/edit/", f"salesreturns/{back}/receive/",
        f"salesreturnreceives/{receive}/", f"salesorders/{sold.order}/return/",
    ):  # fmt: skip
        window.go(f"/inventory/{organization}/{path}")
        window.axe()
        wide = window.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{path} is {wide} pixels too wide"
    window.shot(f"sales_return_{locale}_{size}")
