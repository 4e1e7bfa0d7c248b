"""What scripts do: side panels, keys, changes of others, leaving, folding."""

import time
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Route, expect

from daicho.contacts.commands.update_contact import update_contact
from daicho.organizations.commands.join_application import join_application
from tests.browser.conftest import TELEPHONE, Visit
from tests.browser.test_machinery import furnished
from tests.build.catalog import make_item
from tests.build.contacts import make_contact, make_customer
from tests.build.organization import make_organization, make_person

pytestmark = pytest.mark.browser


def open_page(visit: Visit, email: str, path: str = "samples/", **kwargs):
    """Return visitor, context and contact ids with a page of the organisation open."""
    person, ctx, ids = furnished(email, kwargs.pop("locale", "en"))
    visitor = visit(person, **kwargs)
    visitor.go(f"/books/{ctx.organization_id}/{path.format(*ids)}")
    return visitor, ctx, ids


def test_searching_and_sorting_change_the_list_in_place(visit: Visit):
    visitor, _ctx, _ids = open_page(visit, "search@example.jp")
    page = visitor.page
    page.locator("#list-search-text").press_sequentially("harbor")
    expect(page.locator(".list-line")).to_have_count(1)
    expect(page.locator("#list-count")).to_have_text("1")
    assert "search_text=harbor" in page.url
    assert page.evaluate("document.activeElement.id") == "list-search-text"
    page.locator("#list-search-text").fill("")
    expect(page.locator(".list-line")).to_have_count(6)
    page.get_by_role("link", name="Company").click()
    page.wait_for_selector("th[aria-sort=ascending]")
    page.reload()
    assert page.locator("th[aria-sort=ascending]").inner_text().strip() == "Company"


def test_a_record_is_made_in_a_side_panel_and_chosen(visit: Visit):
    visitor, _ctx, _ids = open_page(visit, "panel@example.jp", "samples/new/")
    page = visitor.page
    page.get_by_role("button", name="+ New sample").click()
    panel = page.locator("dialog.panel")
    panel.get_by_role("button", name="Save").click()
    panel.locator(".field-error").first.wait_for()
    visitor.shot("panel")
    visitor.axe()
    panel.get_by_label("Name").fill("Made in place")
    panel.get_by_role("button", name="+ New sample").click()
    expect(page.locator("dialog.panel")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator("dialog.panel")).to_have_count(1)
    panel.get_by_role("button", name="Save").click()
    panel.wait_for(state="detached")
    assert page.locator(".ts-control .item").inner_text() == "Made in place"


def test_a_form_is_saved_by_keyboard_and_keeps_what_was_typed(visit: Visit):
    visitor, _ctx, _ids = open_page(visit, "keys-form@example.jp", "samples/new/")
    page = visitor.page
    page.get_by_label("Company").fill("Kept KK")
    page.keyboard.press("Control+Enter")
    page.locator(".field-error").first.wait_for()
    assert page.get_by_label("Company").input_value() == "Kept KK"
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("Typed by keyboard")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("h1:has-text('Typed by keyboard')")
    assert "The sample has been created." in page.locator("#toasts").inner_text()


def test_leaving_with_changes_asks(visit: Visit):
    visitor, _ctx, _ids = open_page(visit, "leave@example.jp", "samples/new/")
    page = visitor.page
    page.get_by_label("Name").fill("Not saved")
    page.get_by_role("link", name="Cancel").click()
    dialog = page.locator("#confirm")
    dialog.wait_for()
    dialog.get_by_role("button", name="Cancel").click()
    assert page.get_by_label("Name").input_value() == "Not saved"
    page.get_by_role("link", name="Cancel").click()
    dialog.get_by_role("button", name="Leave the page").click()
    page.wait_for_selector("#list")


def test_the_keyboard_reaches_everything(visit: Visit):
    visitor, ctx, _ids = open_page(visit, "keys@example.jp")
    page = visitor.page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "global-search"
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.locator(".list-line").nth(0).get_attribute("class").split().count("cursor") == 1
    page.keyboard.press("x")
    assert page.locator("[data-bulk-count]").inner_text() == "1 selected"
    page.keyboard.press("?")
    page.locator("#keys").wait_for()
    visitor.axe()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_selector("h1:has-text('New sample')")
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.wait_for_selector("#home")
    assert page.url.endswith(f"/books/{ctx.organization_id}/")


def test_no_shortcut_fires_while_japanese_is_composed(visit: Visit):
    visitor, _ctx, _ids = open_page(visit, "ime@example.jp")
    page = visitor.page
    page.evaluate(
        """() => document.body.dispatchEvent(new KeyboardEvent("keydown",
             {key: "n", isComposing: true, bubbles: true, cancelable: true}))"""
    )
    page.evaluate(
        """() => document.body.dispatchEvent(new KeyboardEvent("keydown",
             {key: "n", keyCode: 229, bubbles: true, cancelable: true}))"""
    )
    page.wait_for_timeout(200)
    assert page.url.endswith("/samples/")


def test_what_somebody_does_in_the_other_application_appears_within_a_second(visit: Visit):
    person = make_person("reflect@example.jp", "佐藤 花子", "ja")
    other = make_person("reflect-other@example.jp", "鈴木 一郎", "ja")
    ctx = make_organization(user_id=person)
    visitor = visit(person, locale="ja")
    page = visitor.go(f"/books/{ctx.organization_id}/samples/")
    page.wait_for_selector(".empty-state")
    for number in range(1, 4):
        visitor.note_when(f"別のアプリから{number}")
        make_contact(ctx, contact_name=f"別のアプリから{number}")
        assert visitor.seconds_after(time.time()) < 1
    assert page.locator("#list-count").inner_text() == "3"
    assert other


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_an_invoice_made_in_books_appears_in_inventory_within_a_second(visit: Visit, locale):
    person = make_person(f"reflect-invoice-{locale}@example.jp", "佐藤 花子", locale)
    ctx = make_organization(user_id=person)
    join_application(ctx, organization_id=ctx.organization_id, application="inventory")
    beginning = urlencode({"customer_id": make_customer(ctx), "item_id": make_item(ctx, rate_micro=500 * 10**6)})
    inventory = visit(person, locale=locale)
    inventory.go(f"/inventory/{ctx.organization_id}/invoices/").wait_for_selector(".empty-state")
    books = visit(person, locale=locale).go(f"/books/{ctx.organization_id}/invoices/new/?{beginning}")
    books.locator("[data-total] >> text=¥500").wait_for()
    inventory.note_when("INV-00001", {"ja": "送信済み", "en": "Sent"}[locale])
    books.locator("button[name=then][value=open]").click()
    books.locator("h1 >> text=INV-00001").wait_for()
    assert inventory.seconds_after(time.time()) < 1


def test_ticks_stay_when_the_list_is_read_anew(visit: Visit):
    visitor, ctx, ids = open_page(visit, "ticks@example.jp")
    page = visitor.page
    page.locator(f"input[name=ids][value='{ids[1]}']").check()
    make_contact(ctx, contact_name="One more")
    page.wait_for_selector("text=One more")
    assert page.locator(f"input[name=ids][value='{ids[1]}']").is_checked()
    assert page.locator("[data-bulk-count]").inner_text() == "1 selected"


def test_a_form_being_edited_is_told_and_not_overwritten(visit: Visit):
    visitor, ctx, ids = open_page(visit, "told@example.jp", "samples/{0}/edit/")
    page = visitor.page
    page.get_by_label("Company").fill("Mine")
    visitor.note_when("Hanako Sato changed this record.")
    update_contact(ctx, contact_id=ids[0], fields={"contact_name": "Changed meanwhile"})
    assert visitor.seconds_after(time.time()) < 1
    assert "Hanako Sato changed this record." in page.locator("[data-told]").inner_text()
    assert page.get_by_label("Company").input_value() == "Mine"
    page.get_by_role("button", name="Keep mine").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("h1:has-text('Changed meanwhile')")
    assert "Mine" in page.locator("main").inner_text()


def test_what_others_changed_comes_into_the_untouched_fields_on_demand(visit: Visit):
    visitor, ctx, ids = open_page(visit, "shown@example.jp", "samples/{0}/edit/")
    page = visitor.page
    page.get_by_label("Company").fill("Mine")
    update_contact(ctx, contact_id=ids[0], fields={"contact_name": "Theirs", "company_name": "Theirs KK"})
    page.locator("[data-told]").get_by_role("button", name="Show").click()
    expect(page.get_by_label("Name")).to_have_value("Theirs")
    expect(page.get_by_label("Company")).to_have_value("Mine")
    expect(page.locator(".differs")).to_have_count(1)
    visitor.shot("taken-over")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("h1:has-text('Theirs')")
    assert "Mine" in page.locator("main").inner_text()


def test_a_record_is_shown_anew(visit: Visit):
    visitor, ctx, ids = open_page(visit, "record@example.jp", "samples/{0}/")
    page = visitor.page
    visitor.note_when("Changed elsewhere")
    update_contact(ctx, contact_id=ids[0], fields={"contact_name": "Changed elsewhere"})
    assert visitor.seconds_after(time.time()) < 1
    page.wait_for_selector("h1:has-text('Changed elsewhere')")


def test_an_expired_sign_in_loses_nothing(visit: Visit):
    visitor, _ctx, _ids = open_page(visit, "expired@example.jp", "samples/new/")
    page = visitor.page
    page.get_by_label("Name").fill("Typed before")
    kept = page.context.cookies()
    page.context.clear_cookies()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".toast-warning")
    assert page.get_by_label("Name").input_value() == "Typed before"
    page.context.add_cookies(kept)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("h1:has-text('Typed before')")


def test_actions_ask_before_they_act(visit: Visit):
    visitor, _ctx, _ids = open_page(visit, "ask@example.jp", "samples/{3}/")
    page = visitor.page
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Delete").click()
    dialog = page.locator("#confirm")
    assert "Delete this sample?" in dialog.inner_text()
    visitor.shot("confirm")
    dialog.get_by_role("button", name="Delete").click()
    page.wait_for_selector("#list")
    assert "The sample has been deleted." in page.locator("#toasts").inner_text()


def test_the_frame_folds_switches_and_remembers(visit: Visit):
    visitor, _ctx, _ids = open_page(visit, "fold@example.jp")
    page = visitor.page
    page.locator("[data-navigation-fold]").click()
    page.reload()
    assert "navigation-folded" in page.locator("body").get_attribute("class")
    page.get_by_role("button", name="Person").click()
    page.get_by_role("button", name="Dark").click()
    page.reload()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    visitor.shot("dark-folded")
    visitor.axe()
    page.locator(".topbar-switcher").click()
    page.locator("#organization-lines a[aria-current=true]").wait_for()
    assert page.locator(".organization-menu a").last.inner_text().strip() == "Manage organizations"
    visitor.shot("switcher")
    page.get_by_role("button", name="Person").click()
    page.get_by_role("button", name="日本語").click()
    page.wait_for_selector("html[lang=ja]")


def test_the_drawer_of_a_telephone(visit: Visit):
    visitor, _ctx, _ids = open_page(visit, "drawer@example.jp", size=TELEPHONE)
    page = visitor.page
    assert not page.locator(".navigation").is_visible()
    page.get_by_role("button", name="Open the navigation").click()
    page.wait_for_timeout(300)
    visitor.shot("drawer")
    visitor.axe()
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert not page.locator(".navigation").is_visible()


def test_the_place_in_a_list_is_kept_on_return(visit: Visit):
    visitor, _ctx, _ids = open_page(visit, "return@example.jp", "samples/?search_text=harbor&sort_column=contact_name")
    page = visitor.page
    page.locator(".list-link").click()
    page.wait_for_selector("#detail")
    page.locator("[data-list-link]").click()
    page.wait_for_selector("#list")
    assert "search_text=harbor" in page.url
    expect(page.locator(".list-line")).to_have_count(1)


def test_filters_columns_and_views_are_set_by_hand(visit: Visit):
    visitor, _ctx, _ids = open_page(visit, "filters@example.jp")
    page = visitor.page
    page.get_by_role("button", name="Filter").click()
    page.locator("input[name=contact_name_contains]").fill("会社")
    page.get_by_role("button", name="Apply").first.click()
    expect(page.locator(".list-line")).to_have_count(2)
    assert "contact_type" not in page.url
    page.get_by_role("button", name="Columns").click()
    page.locator("input[type=checkbox][name=columns][value=company]").uncheck()
    visitor.axe()
    page.locator(".columns-menu").get_by_role("button", name="Apply").click()
    page.wait_for_selector("#list")
    expect(page.locator("th", has_text="Company")).to_have_count(0)
    expect(page.locator(".list-line")).to_have_count(2)
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_label("Save this view as").fill("Companies")
    page.locator(".save-view").get_by_role("button", name="Save").click()
    page.wait_for_selector(".list-view.active:has-text('Companies')")
    expect(page.locator(".list-line")).to_have_count(2)


def test_bulk_actions_by_mouse(visit: Visit):
    visitor, _ctx, _ids = open_page(visit, "bulk@example.jp")
    page = visitor.page
    page.locator("[data-tick-all]").check()
    expect(page.locator("[data-bulk-count]")).to_have_text("6 selected")
    visitor.shot("bulk")
    page.get_by_role("button", name="Delete").click()
    page.locator("#confirm").get_by_role("button", name="Delete").click()
    page.wait_for_selector(".empty-state")
    assert "6 deleted." in page.locator("#toasts").inner_text()


def test_what_is_typed_while_a_chosen_item_is_on_its_way_is_kept(visit: Visit):
    person = make_person("quick@example.jp")
    ctx = make_organization(name="Quick", user_id=person)
    make_item(ctx, "Tea", rate_micro=400 * 10**6)
    page = visit(person).go(f"/books/{ctx.organization_id}/salesorders/new/")
    held: list[Route] = []
    page.route(
        "**/salesorders/line/",
        lambda route: (held.append if route.request.method == "POST" else Route.continue_)(route),
    )
    page.locator("[data-line] .line-item .ts-control input").first.click()
    page.keyboard.type("Tea")
    with page.expect_request(lambda request: request.url.endswith("/line/") and request.method == "POST"):
        page.locator(".ts-dropdown:visible .option", has_text="Tea").first.click()
    quantity = page.locator("[data-line] .line-quantity input").first
    quantity.fill("7")
    held[0].continue_()
    expect(page.locator("[data-line] .line-rate input").first).to_have_value("400")
    expect(quantity).to_have_value("7")
    expect(quantity).to_be_focused()
    expect(page.locator("[data-total]")).to_contain_text("2,800")
