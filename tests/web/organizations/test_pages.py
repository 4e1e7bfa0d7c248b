"""Launcher, new organisations, invitations, settings, members, roles."""

import re
from datetime import UTC, datetime

import pytest

from daicho.config.worker import work_all
from daicho.organizations.commands.add_member import add_member
from daicho.organizations.queries.joined_organizations import joined_organizations
from daicho.organizations.queries.list_roles import list_roles
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import reading
from tests.build.browser import browser_of, fill, page
from tests.build.organization import make_organization, make_person, membership_of, person_context

pytestmark = pytest.mark.django_db


def test_the_launcher_shows_both_applications():
    ctx = make_organization()
    shown = page(browser_of(ctx.actor.user_id), "/")
    assert f"/books/{ctx.organization_id}/" in shown
    assert "/organizations/join/?application=inventory" in shown
    from django.test import Client

    assert Client().get("/")["Location"].startswith("/account/login/")


def test_a_person_makes_an_organisation():
    person = make_person()
    browser = browser_of(person)
    shown = page(browser, "/inventory/")
    assert "/organizations/new/?application=inventory" in shown
    form = page(browser, "/organizations/new/?application=inventory")
    token = re.search(r'name="form_token" value="(\w+)"', form)
    assert token
    body = {
        "form_token": token[1],
        "name": "みなと商店",
        "country": "JP",
        "currency_code": "JPY",
        "application": "inventory",
        "language_code": "ja",
        "time_zone": "Asia/Tokyo",
        "fiscal_year_start_month": "4",
    }
    wrong = browser.post("/organizations/new/?application=inventory", {**body, "name": ""})
    assert wrong.status_code == 422
    made = browser.post("/organizations/new/?application=inventory", body)
    (mine,) = joined_organizations(person_context(person))
    assert made["Location"] == f"/inventory/{mine.membership.organization_id}/"
    again = browser.post("/organizations/new/?application=inventory", body)
    assert again["Location"] == made["Location"]
    assert len(joined_organizations(person_context(person))) == 1


def test_a_clone_and_a_default_and_leaving():
    ctx = make_organization(name="Harbor", country="US", currency_code="USD")
    browser = browser_of(ctx.actor.user_id, "en")
    body = {"name": "Harbor trial", "include": "everything", "mode": "test"}
    shown = page(browser, f"/organizations/{ctx.organization_id}/clone/", **body)
    assert "Harbor trial is being made" in shown
    assert 'hx-get="/organizations/clones/"' in shown
    waiting = browser.get("/organizations/clones/")
    assert "It begins in a moment." in waiting.content.decode()
    assert "HX-Refresh" not in waiting
    work_all(lambda: datetime.now(UTC))
    assert browser.get("/organizations/clones/")["HX-Refresh"] == "true"
    shown = page(browser, "/organizations/")
    assert "is being made" not in shown
    assert "Harbor trial" in shown
    assert "The copy Harbor trial has been made." in page(browser, f"/books/{ctx.organization_id}/notifications/")
    copy = next(
        mine.membership.organization_id
        for mine in joined_organizations(person_context(ctx.actor.user_id))
        if mine.membership.organization_name == "Harbor trial"
    )
    shown = page(browser, f"/organizations/{copy}/default/", yes="1")
    assert "opens first from now on" in shown
    assert "keeps at least one active administrator" in page(browser, f"/organizations/{copy}/leave/", yes="1")


def test_an_invitation_is_accepted():
    ctx = make_organization(name="みなと商店")
    added = add_member(ctx, fields={"name": "Mai", "email": "mai@example.jp"})
    path = re.sub(r"^https?://[^/]+", "", added.link)
    mai = make_person("mai@example.jp", "Mai")
    from django.test import Client

    assert Client().get(path).status_code == 302
    browser = browser_of(mai)
    assert "みなと商店" in page(browser, path)
    assert "みなと商店" in page(browser, path, yes="1")
    assert membership_of(mai, ctx).role_name == "Read-only"
    assert browser.get(path).status_code == 404


def test_an_invitation_is_answered_from_inside():
    from allauth.account.models import EmailAddress

    first, second = make_organization(name="みなと商店"), make_organization(name="さくら商店")
    for ctx in (first, second):
        add_member(ctx, fields={"name": "Mai", "email": "mai@example.jp"})
    mai = make_person("mai@example.jp", "Mai")
    browser = browser_of(mai)
    shown = page(browser, "/")
    assert "/account/email/" in shown
    assert "みなと商店" not in shown
    EmailAddress.objects.create(user_id=mai, email="mai@example.jp", verified=True, primary=True)
    for path in ("/", "/organizations/"):
        shown = page(browser, path)
        assert "Hanako Satoさんがみなと商店にあなたを招待しています" in shown
        assert "Hanako Satoさんがさくら商店にあなたを招待しています" in shown
    accept, refuse = re.findall(r'action="(/organizations/invited/\d+/(?:accept|decline)/)"', shown)[0::3]
    assert browser.get(accept).status_code == 405
    assert "みなと商店へようこそ" in page(browser, accept, yes="1")
    assert "さくら商店への招待を辞退しました" in page(browser, refuse, yes="1")
    assert membership_of(mai, first).role_name == "Read-only"
    assert "招待しています" not in page(browser, "/organizations/")
    assert browser.post(accept).status_code == 404


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("application", ["books", "inventory"])
@pytest.mark.parametrize(
    "path",
    [
        "settings/",
        "settings/profile/",
        "settings/preferences/",
        "settings/series/",
        "settings/currencies/",
        "settings/currencies/new/",
        "settings/members/",
        "settings/members/new/",
        "settings/roles/",
        "settings/roles/new/",
    ],
)
def test_every_settings_page_opens(locale, application, path):
    ctx = make_organization(application=application)
    page(browser_of(ctx.actor.user_id, locale), f"/{application}/{ctx.organization_id}/{path}")


def test_preferences_and_series_are_saved():
    ctx = make_organization()
    browser, home = browser_of(ctx.actor.user_id, "en"), f"/books/{ctx.organization_id}/settings"
    body = {
        "tax_registration_number": "T7000012050002",
        "tax_basis": "cash",
        "tax_bookkeeping": "tax_exclusive",
        "price_mode": "tax_inclusive",
        "tax_rounding": "ceil",
        "stock_mode": "physical",
        "negative_stock": "block",
        "sales_order_closing": "shipped",
        "invoice_goods": "with_document",
        "bill_goods": "by_hand",
        "opening_date": "2026-04-01",
    }
    assert fill(browser, f"{home}/preferences/", **body).status_code == 303
    with reading(ctx):
        profile = organization_profile(ctx)
    assert (profile.tax_rounding, profile.price_mode, profile.stock_mode) == ("ceil", "tax_inclusive", "physical")
    new, bill = (
        page(browser, f"/books/{ctx.organization_id}/invoices/new/"),
        page(browser, f"/books/{ctx.organization_id}/bills/new/"),
    )
    assert re.search(r'name="is_shipped"[^>]* checked', new)
    assert re.search(r'name="is_received"(?![^>]* checked)', bill)
    series = page(browser, f"{home}/series/")
    values = dict(re.findall(r'name="(\w+-(?:prefix|next_number|digits))" value="([^"]*)"', series))
    assert fill(browser, f"{home}/series/", **{**values, "salesorder-prefix": "受-"}).status_code == 303
    assert 'value="受-"' in page(browser, f"{home}/series/")
    wrong = fill(browser, f"{home}/series/", **{**values, "salesorder-digits": "0"})
    assert wrong.status_code == 422


@pytest.mark.parametrize("name", ["logo", "seal"])
def test_the_pictures_of_papers_are_shown_and_removed(name):
    from django.core.files.uploadedfile import SimpleUploadedFile

    ctx = make_organization()
    browser, url = browser_of(ctx.actor.user_id), f"/books/{ctx.organization_id}/settings/{name}/"
    assert browser.get(url).status_code == 404
    picture = b"\x89PNG\r\n\x1a\n picture"
    assert browser.post(url, {"picture": SimpleUploadedFile("logo.png", picture)}).status_code == 303
    assert browser.get(url).content == picture
    assert browser.post(url, {"picture": SimpleUploadedFile("logo.exe", b"MZ")}).status_code == 303
    assert browser.get(url).content == picture
    assert browser.post(url).status_code == 303
    assert browser.get(url).status_code == 404


def test_members_roles_and_currencies_by_hand():
    ctx = make_organization()
    browser, home = browser_of(ctx.actor.user_id, "en"), f"/inventory/{ctx.organization_id}/settings"
    from daicho.organizations.commands.join_application import join_application

    join_application(person_context(ctx.actor.user_id), organization_id=ctx.organization_id, application="inventory")
    made = fill(browser, f"{home}/roles/new/", name="Packer", permissions=["items.view", "salesorders.edit"])
    assert made.status_code == 303
    assert "Packer" in page(browser, made["Location"])
    with reading(ctx):
        packer = next(role for role in list_roles(ctx) if role.name == "Packer")
    assert packer.permissions == {"items.view", "salesorders.view", "salesorders.edit"}
    body = {"name": "Mai", "email": "mai@example.jp", "role_id": str(packer.role_id), "may_use_inventory": "on"}
    invited = fill(browser, f"{home}/members/new/", **body)
    assert invited.status_code == 303
    shown = page(browser, invited["Location"])
    assert "/organizations/invitations/" in shown
    assert "/organizations/invitations/" not in page(browser, invited["Location"])
    assert "/organizations/invitations/" in page(browser, invited["Location"] + "invite/", yes="1")
    assert page(browser, invited["Location"] + "remove/", yes="1").count("has been removed") == 1
    me = f"{home}/members/{ctx.actor.user_id}/"
    assert "at least one active administrator" in page(browser, f"{me}deactivate/", yes="1")
    assert (
        fill(browser, f"{home}/roles/{packer.role_id}/edit/", name="Packers", permissions=["items.view"]).status_code
        == 303
    )
    assert "has been deleted" in page(browser, f"{home}/roles/{packer.role_id}/delete/", yes="1")
    currency = fill(browser, f"{home}/currencies/new/", currency_code="KWD")
    assert currency.status_code == 303
    assert fill(browser, currency["Location"], effective_date="2026-01-01", rate="480.25").status_code == 303
    assert "480.25" in page(browser, currency["Location"])
    assert fill(browser, currency["Location"], effective_date="2026-01-01", rate="1").status_code == 422
    assert "has been deleted" in page(browser, currency["Location"] + "delete/", yes="1")


def test_who_only_reads_cannot_change_settings():
    ctx = make_organization()
    clerk = make_person("ken@example.jp", "Ken")
    add_member(ctx, fields={"name": "Ken", "email": "ken@example.jp"})
    browser, home = browser_of(clerk, "en"), f"/books/{ctx.organization_id}/settings"
    assert browser.get(f"{home}/preferences/").status_code == 200
    assert browser.post(f"{home}/preferences/", {"tax_basis": "cash"}).status_code == 403
    for path in ("members/", "roles/", "currencies/new/"):
        assert browser.get(f"{home}/{path}").status_code == 403
