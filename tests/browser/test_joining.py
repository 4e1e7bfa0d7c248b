"""The three ways of joining, clicked through in both languages; every page of them on both sizes of screen."""

import pytest

from daicho.organizations.commands.open_accounting import open_accounting
from daicho.organizations.commands.request_deletion import request_deletion
from tests.browser.conftest import DESKTOP, TELEPHONE, Visit
from tests.build.organization import make_organization, make_person, person_context

pytestmark = pytest.mark.browser

WORDS = {
    "ja": {
        "join first": "組織に参加",
        "join": "組織に参加する",
        "manage": "組織の管理",
        "join existing": "既存の組織に参加する",
        "integrations": "連携",
        "accounting": "会計",
        "access": "今すぐアクセスする",
        "same id": "同じID",
        "next": "保存して次へ",
        "skip": "このステップをスキップ",
        "books": "みなと商店",
        "trial": "試しの組織",
    },
    "en": {
        "join first": "Join organization",
        "join": "Join organization",
        "manage": "Manage organizations",
        "join existing": "Join existing organization",
        "integrations": "Integrations",
        "accounting": "Accounting",
        "access": "Access now",
        "same id": "same ID",
        "next": "Save and continue",
        "skip": "Skip this step",
        "books": "Harbor Goods Inc.",
        "trial": "Trial run",
    },
}
each_language = pytest.mark.parametrize("locale", ["ja", "en"])


@each_language
def test_way_a(visit: Visit, locale):
    words = WORDS[locale]
    person = make_person(f"a-{locale}@example.jp", "佐藤 花子", locale)
    ctx = make_organization(name=words["books"], user_id=person)
    page = visit(person, locale=locale).go("/inventory/")
    page.get_by_label(words["books"]).check()
    page.get_by_role("button", name=words["join first"], exact=True).click()
    page.wait_for_url(f"**/inventory/{ctx.organization_id}/")
    page.get_by_text(f"{words['same id']} {ctx.organization_id}").wait_for()


@each_language
def test_way_b(visit: Visit, locale):
    words = WORDS[locale]
    person = make_person(f"b-{locale}@example.jp", "佐藤 花子", locale)
    trial = make_organization(name=words["trial"], application="inventory", user_id=person)
    books = make_organization(name=words["books"], user_id=person)
    page = visit(person, locale=locale).go("/inventory/")
    assert page.url.endswith(f"/inventory/{trial.organization_id}/")
    page.get_by_role("button", name=words["trial"]).click()
    page.get_by_role("link", name=words["manage"]).click()
    page.get_by_role("link", name=words["join existing"]).click()
    page.get_by_label(words["books"]).check()
    page.get_by_role("button", name=words["join"], exact=True).click()
    page.get_by_text(f"{words['same id']} {books.organization_id}").wait_for()
    page.go_back()
    page.goto(page.url.split("/organizations")[0] + f"/inventory/{books.organization_id}/")
    page.get_by_role("button", name=words["books"]).click()
    page.get_by_role("link", name=words["trial"]).wait_for()


@each_language
def test_way_c(visit: Visit, locale):
    words = WORDS[locale]
    person = make_person(f"c-{locale}@example.jp", "佐藤 花子", locale)
    ctx = make_organization(name=words["books"], application="inventory", user_id=person)
    page = visit(person, locale=locale).go("/inventory/")
    page.get_by_role("navigation").get_by_role("link", name=words["integrations"], exact=True).click()
    page.get_by_role("link", name=words["accounting"], exact=True).click()
    page.get_by_role("button", name=words["access"]).click()
    page.wait_for_url(f"**/books/{ctx.organization_id}/setup/")
    for _step in range(5):
        page.get_by_role("button", name=words["next"]).click()
    for _step in range(2):
        page.get_by_role("button", name=words["skip"]).click()
    page.wait_for_url(f"**/books/{ctx.organization_id}/")
    page.get_by_text(f"{words['same id']} {ctx.organization_id}").wait_for()


@each_language
@pytest.mark.parametrize(("kind", "size"), [("desktop", DESKTOP), ("telephone", TELEPHONE)])
def test_the_pages_are_whole(visit: Visit, locale, kind, size):
    words = WORDS[locale]
    person = make_person(f"p-{locale}-{kind}@example.jp", "佐藤 花子", locale)
    books = make_organization(name=words["books"], user_id=person)
    trial = make_organization(name=words["trial"], application="inventory", user_id=person)
    outside = person_context(person)
    request_deletion(outside, organization_id=trial.organization_id, reason=words["trial"])
    visitor = visit(person, locale=locale, size=size)
    inside = f"/inventory/{trial.organization_id}"
    pages = {
        "launcher": "/",
        "organizations": "/organizations/?application=inventory",
        "join": "/organizations/join/?application=inventory",
        "new": "/organizations/new/?application=books",
        "clone": f"/organizations/{books.organization_id}/clone/",
        "delete": f"/organizations/{books.organization_id}/delete/",
        "integrations": f"{inside}/integrations/",
        "settings": f"{inside}/settings/",
        "profile": f"{inside}/settings/profile/",
        "preferences": f"{inside}/settings/preferences/",
        "series": f"{inside}/settings/series/",
        "currencies": f"{inside}/settings/currencies/",
        "members": f"{inside}/settings/members/",
        "invite": f"{inside}/settings/members/new/",
        "roles": f"{inside}/settings/roles/",
        "new-role": f"{inside}/settings/roles/new/",
    }
    for name, path in pages.items():
        visitor.go(path).wait_for_selector("h1")
        visitor.shot(f"organizations-{name}-{locale}-{kind}")
        visitor.axe()
    open_accounting(outside, organization_id=trial.organization_id)
    for step in ("profile", "tax", "opening"):
        visitor.go(f"/books/{trial.organization_id}/setup/?step={step}").wait_for_selector("h1")
        visitor.shot(f"organizations-setup-{step}-{locale}-{kind}")
        visitor.axe()
