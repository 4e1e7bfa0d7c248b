"""The path of docs/tutorial, click by click, on the demo; its pictures are made here.

DAICHO_WRITE_SCREENSHOTS=1 writes the pictures into docs/tutorial/images.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import transaction

from daicho.config.worker import system_ctx
from daicho.platform.changes import changes_after, last_sequence
from daicho.platform.work import reading
from daicho.processes.commands import load_demo as loading
from daicho.processes.demo.organizations import ORGANIZATIONS
from daicho.processes.demo.people import BOOKKEEPER, OWNER, PASSWORD, PEOPLE, SALES
from tests.browser.conftest import DESKTOP, ROOT, Visit, Visitor

pytestmark = pytest.mark.browser
OPEN = {"books": "進行中にする", "inventory": "確定する"}
STATUS = {"books": "進行中", "inventory": "確定済み"}
IMAGES = ROOT / "docs/tutorial/images"
WORDS = {
    "ja": {
        "sign in": "サインイン",
        "join first": "組織に参加",
        "join": "組織に参加する",
        "manage": "組織の管理",
        "join existing": "既存の組織に参加する",
        "test": "テスト組織にする",
        "no test": "テスト組織の表示を外す",
        "integrations": "連携",
        "accounting": "会計",
        "access": "今すぐアクセスする",
        "same id": "同じID",
        "next": "保存して次へ",
        "skip": "このステップをスキップ",
    },
    "en": {
        "sign in": "Sign in",
        "join first": "Join organization",
        "join": "Join organization",
        "manage": "Manage organizations",
        "join existing": "Join existing organization",
        "test": "Label as test organization",
        "no test": "Remove the test label",
        "integrations": "Integrations",
        "accounting": "Accounting",
        "access": "Access now",
        "same id": "same ID",
        "next": "Save and continue",
        "skip": "Skip this step",
    },
}
each_language = pytest.mark.parametrize("locale", ["ja", "en"])


@pytest.fixture(scope="module")
def addresses(server: str, django_db_blocker: object) -> Iterator[dict[str, dict[str, str]]]:
    """The demo, once as it is and once with other addresses: each language walks the path from its beginning.

    The addresses by language and by those of the demo.
    """
    del server
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:  # type: ignore[attr-defined]
        found: dict[str, dict[str, str]] = {}
        for locale in ("ja", "en"):
            people = {each.email: replace(each, email=f"{locale}-{each.email}") for each in PEOPLE} if found else {}
            _rename(patch, people)
            with transaction.atomic():
                loading.load_demo(system_ctx(0, datetime.now(UTC), "demo", "Asia/Tokyo"))
            found[locale] = {each.email: people.get(each.email, each).email for each in PEOPLE}
        yield found


def _rename(patch, people):
    """Let the demo be loaded for these people, by the addresses they have else."""
    if not people:
        return
    own = [
        replace(each, owner=people[each.owner.email], seller=people[each.seller.email] if each.seller else None)
        for each in ORGANIZATIONS
    ]
    patch.setattr(loading, "ORGANIZATIONS", tuple(own))
    patch.setattr(loading, "PEOPLE", tuple(people.values()))
    patch.setattr(loading, "OWNER", people[OWNER.email])


def sign_in(visitor: Visitor, locale: str, email: str, path: str, picture: str = "") -> None:
    """Go to `path` as somebody who has to sign in first, and choose the language."""
    words, page = WORDS[locale], visitor.go(path)
    if picture:
        keep(visitor, f"{picture}-{locale}")
    page.locator("#id_login").fill(email)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name=words["sign in"], exact=True).click()


def keep(visitor: Visitor, name: str, height: int = DESKTOP["height"]) -> None:
    """Keep the upper `height` pixels of the window as a picture of the tutorial."""
    visitor.shot(f"tutorial-{name}")
    visitor.axe()
    if os.environ.get("DAICHO_WRITE_SCREENSHOTS") == "1":
        IMAGES.mkdir(parents=True, exist_ok=True)
        visitor.page.screenshot(
            path=IMAGES / f"{name}.png", clip={"x": 0, "y": 0, "width": DESKTOP["width"], "height": height}
        )


@each_language
def test_way_a(visit: Visit, addresses, locale):
    words, visitor = WORDS[locale], visit(locale=locale)
    sign_in(visitor, locale, addresses[locale][BOOKKEEPER.email], "/inventory/", picture="sign-in")
    page = visitor.page
    page.wait_for_url("**/organizations/join/**")
    speak(visitor, locale)
    page.get_by_label("株式会社ひなた堂").check()
    keep(visitor, f"a-join-{locale}")
    page.get_by_role("button", name=words["join first"], exact=True).click()
    page.get_by_text(words["same id"]).wait_for()
    keep(visitor, f"a-inventory-{locale}")


def speak(visitor: Visitor, locale: str) -> None:
    """Choose English; the people of the demo read Japanese."""
    if locale == "en":
        person = visitor.page.get_by_role("button", name="ユーザー", exact=True)
        if person.count():
            person.click()
        visitor.page.get_by_role("button", name="English").click()
        visitor.page.wait_for_selector("html[lang=en]")


@each_language
def test_ways_b_and_c(visit: Visit, addresses, locale):
    words, visitor = WORDS[locale], visit(locale=locale)
    sign_in(visitor, locale, addresses[locale][OWNER.email], "/inventory/")
    page = visitor.page
    page.wait_for_selector(".topbar-switcher")
    speak(visitor, locale)
    page.locator(".topbar-switcher").click()
    page.locator(".organization-menu").get_by_role("link", name=words["manage"]).wait_for()
    keep(visitor, f"b-menu-{locale}")
    page.get_by_role("link", name=words["manage"]).click()
    page.get_by_role("link", name=words["join existing"]).click()
    page.get_by_label("株式会社みなと商店").check()
    keep(visitor, f"b-join-{locale}")
    page.get_by_role("button", name=words["join"], exact=True).click()
    page.get_by_text(words["same id"]).first.wait_for()
    keep(visitor, f"b-organizations-{locale}")
    card = page.get_by_role("region", name="Harbor Goods Inc.")
    card.get_by_role("button", name=words["test"]).click()
    page.locator("#confirm").get_by_role("button", name=words["test"]).click()
    card.get_by_role("button", name=words["no test"]).click()
    card.get_by_role("button", name=words["test"]).wait_for()
    page.goto(f"{visitor.server}/inventory/")
    page.locator(".topbar-switcher").click()
    page.get_by_role("link", name="Harbor Goods Inc.").click()
    page.get_by_role("navigation").get_by_role("link", name=words["integrations"], exact=True).click()
    page.get_by_role("link", name=words["accounting"], exact=True).click()
    keep(visitor, f"c-access-{locale}")
    page.get_by_role("button", name=words["access"]).click()
    page.wait_for_url("**/setup/")
    keep(visitor, f"c-setup-{locale}")
    for _step in range(5):
        page.get_by_role("button", name=words["next"]).click()
    for _step in range(2):
        page.get_by_role("button", name=words["skip"]).click()
    page.get_by_text(words["same id"]).wait_for()
    assert "/books/" in page.url
    keep(visitor, f"c-books-{locale}")


def last_change(organization_id: int) -> float:
    """Return when the command behind the latest change began, in seconds since 1970: before it was committed."""
    ctx = system_ctx(organization_id, datetime.now(UTC), "test")
    with reading(ctx):
        return changes_after(ctx, sequence=last_sequence(ctx) - 1)[0].at.timestamp()


@pytest.mark.parametrize(("here", "there"), [("books", "inventory"), ("inventory", "books")])
def test_an_order_appears_in_a_second_browser_on_the_other_application(visit: Visit, addresses, here, there):
    """The seller of さくら商事 makes an order in one application; the owner, looking at the other, sees it at once."""
    making, watching = visit(locale="ja"), visit(locale="ja")
    sign_in(making, "ja", addresses["ja"][SALES.email], f"/{here}/")
    making.page.wait_for_selector(".topbar-switcher")
    organization_id = making.page.url.split("/")[-2]
    sign_in(watching, "ja", addresses["ja"][OWNER.email], f"/{there}/{organization_id}/salesorders/")
    watching.page.wait_for_selector(".list-line")
    page = making.go(f"/{here}/{organization_id}/salesorders/new/")
    page.locator("#id_contact_id-ts-control").focus()
    page.keyboard.type("青葉")
    page.locator(".ts-dropdown .option", has_text="青葉百貨店").click()
    page.wait_for_selector(".item >> text=青葉百貨店")
    page.locator("[data-line] .ts-control input").first.focus()
    page.keyboard.type("TEA-001", delay=50)
    page.locator(".ts-dropdown .option", has_text="煎茶").click()
    page.wait_for_selector("[data-total] >> text=¥1,166")
    newest = max(re.findall(r"SO-[0-9]+", watching.page.locator("#list").inner_text()))
    number = f"SO-{int(newest[3:]) + 1:0{len(newest) - 3}}"
    watching.note_when(number)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=受注書を作成しました。")
    assert number in page.locator("h1").inner_text()
    row = watching.page.locator(".list-line", has_text=number)
    assert watching.seconds_after(last_change(int(organization_id))) < 1
    watching.note_when(number, STATUS[there], where=".list-line")
    page.get_by_role("button", name=OPEN[here]).click()
    row.get_by_text(STATUS[there]).wait_for()
    assert watching.seconds_after(last_change(int(organization_id))) < 1
    if there == "inventory":
        keep(watching, "reflection", height=480)
