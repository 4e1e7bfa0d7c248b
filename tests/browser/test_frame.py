"""The frame: both applications, both languages, desktop and telephone."""

import pytest

from daicho.organizations.commands.request_deletion import request_deletion
from daicho.organizations.commands.set_mode import set_mode
from tests.browser.conftest import DESKTOP, TELEPHONE, Visit
from tests.build.organization import make_organization, make_person, person_context

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


def test_a_test_organisation_is_striped_and_a_requested_deletion_told(visit: Visit):
    person = make_person("band@example.jp", "佐藤 花子", "ja")
    ctx = make_organization(user_id=person)
    outside = person_context(person)
    set_mode(outside, organization_id=ctx.organization_id, mode="test")
    request_deletion(outside, organization_id=ctx.organization_id, reason="試用")
    visitor = visit(person, locale="ja")
    page = visitor.go(f"/books/{ctx.organization_id}/")
    assert "テスト組織" in page.locator(".test-band").inner_text()
    assert "削除が依頼されています" in page.locator(".banner-danger").inner_text()
    page.get_by_role("button", name="アプリ").click()
    launcher = page.locator(".launcher")
    assert "まだ参加していません" in launcher.inner_text()
    visitor.shot("band-and-launcher")
    visitor.axe()


def test_the_module_where_one_is_stands_in_sight_however_long_the_list(visit: Visit):
    person = make_person("sight@example.jp", "佐藤 花子", "ja")
    ctx = make_organization(application="inventory", user_id=person)
    visitor = visit(person, locale="ja", size={"width": 1280, "height": 500})
    page = visitor.go(f"/inventory/{ctx.organization_id}/reports/")
    here = page.locator(".navigation [aria-current=page]")
    here.wait_for()
    box = here.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 500 - box["height"] + 1  # browsers scroll by whole pixels
    assert page.evaluate("window.scrollY") == 0


def test_no_module_has_a_name_that_is_cut(visit: Visit):
    person = make_person("names@example.jp", "Hanako", "en")
    ctx = make_organization(user_id=person)
    page = visit(person).go(f"/books/{ctx.organization_id}/")
    cut = page.locator(".navigation-link").evaluate_all(
        "links => links.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.innerText)"
    )
    assert cut == []
