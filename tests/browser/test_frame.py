"""The frame: both applications, both languages, desktop and telephone."""

import pytest

from tests.browser.conftest import DESKTOP, TELEPHONE, Visit
from tests.build.organization import make_organization, make_person

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize(("kind", "size"), [("desktop", DESKTOP), ("telephone", TELEPHONE)])
@pytest.mark.parametrize("application", ["books", "inventory"])
def test_the_home_page_is_whole(visit: Visit, locale, kind, size, application):
    person = make_person(f"{locale}-{kind}-{application}@example.jp", "佐藤 花子", locale)
    ctx = make_organization(application=application, user_id=person)
    visitor = visit(person, locale=locale, size=size)
    page = visitor.go(f"/{application}/")
    assert page.url.endswith(f"/{application}/{ctx.organization_id}/")
    page.wait_for_selector("h1")
    visitor.shot(f"home-{application}-{locale}-{kind}")
    visitor.axe()
