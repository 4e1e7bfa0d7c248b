"""Every module of both applications: its list and its form stand, in Japanese, and axe finds nothing."""

import pytest

from tests.browser.conftest import DESKTOP, TELEPHONE, Visit
from tests.build.contacts import make_contact
from tests.build.organization import make_organization, make_person

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("application", ["books", "inventory"])
@pytest.mark.parametrize(("kind", "size"), [("desktop", DESKTOP), ("telephone", TELEPHONE)])
def test_every_module_opens(visit: Visit, application, kind, size):
    person = make_person(f"modules-{application}-{kind}@example.jp", "佐藤 花子", "ja")
    ctx = make_organization(application=application, user_id=person)
    make_contact(ctx, contact_name="株式会社あおぞら")
    visitor = visit(person, locale="ja", size=size)
    page = visitor.go(f"/{application}/")
    links = page.locator(".navigation-link, .navigation-new")
    addresses = [links.nth(number).get_attribute("href") or "" for number in range(links.count())]
    assert len(addresses) >= 5
    problems = []
    for number, address in enumerate(dict.fromkeys(addresses)):
        visitor.go(address)
        page.wait_for_selector("h1")
        visitor.shot(f"module-{application}-{kind}-{number}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            problems.append(f"{address}: wider than the window")
        try:
            visitor.axe()
        except AssertionError as found:
            problems.append(str(found))
    assert not problems, "\n".join(problems)
