"""The bell of an open page follows what happens, and its panel is read by mouse, telephone and keyboard."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from daicho.config.worker import work_all
from daicho.documents.commands.comment_on_document import comment_on_document
from daicho.kernel.context import Actor
from daicho.organizations.commands.add_member import add_member
from daicho.sales.kinds import SALES_ORDER
from tests.browser.conftest import DESKTOP, TELEPHONE, Visit
from tests.build.organization import make_organization, make_person
from tests.build.sales import make_sales_order

pytestmark = pytest.mark.browser


def comment(ctx, order: int, name: str, text: str) -> None:
    email = f"{name.lower()}{ctx.organization_id}@example.jp"
    user_id = make_person(email, name)
    if not find(ctx, user_id):
        add_member(ctx, fields={"name": name, "email": email})
    other = ctx.within(ctx.organization_id, Actor(user_id, name, ctx.actor.permissions))
    comment_on_document(other, kind=SALES_ORDER, document_id=order, description=text)
    work_all(lambda: datetime.now(UTC))


def find(ctx, user_id: int):
    from daicho.organizations.queries.membership import find_membership

    return find_membership(user_id, ctx.organization_id)


@pytest.mark.parametrize(("size", "locale"), [(DESKTOP, "en"), (TELEPHONE, "ja")], ids=["desktop", "telephone"])
def test_the_bell_follows_opens_and_is_read(visit: Visit, size, locale):
    person = make_person(f"bell-{locale}@example.jp", "Hanako Sato", locale)
    ctx = make_organization(user_id=person)
    order = make_sales_order(ctx)
    visitor = visit(person, locale=locale, size=size)
    visitor.go(f"/books/{ctx.organization_id}/settings/")
    page = visitor.page
    expect(page.locator(".bell-number")).to_have_count(0)
    comment(ctx, order, "Ken", "How many?")
    expect(page.locator(".bell-number")).to_have_text("1")
    assert page.locator(".toast").count() == 0, "the bell alone speaks"
    page.locator("#bell > button").click()
    expect(page.locator(".notification")).to_have_count(1)
    comment(ctx, order, "Mai", "And when?")
    expect(page.locator(".notification")).to_have_count(1)  # an open panel is not swapped under the cursor
    visitor.shot(f"bell-{locale}")
    visitor.axe()
    page.keyboard.press("Escape")
    expect(page.locator(".bell-number")).to_have_text("2")
    page.locator("#bell > button").click()
    page.locator(".notification").nth(1).locator("form button").click()
    expect(page.locator(".bell-number")).to_have_text("1")
    page.locator(".notifications-head button").click()
    expect(page.locator(".bell-number")).to_have_count(0)
    page.locator(".notification a").first.click()
    page.wait_for_url(f"**/salesorders/{order}/")
