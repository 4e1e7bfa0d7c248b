"""The three ways of joining, page by page (seed; behaviour.md 1.3)."""

import re

import pytest

from daicho.organizations.queries.joined_organizations import joined_organizations
from daicho.platform.work import reading
from tests.build.browser import browser_of, page
from tests.build.organization import make_organization, make_person, person_context

pytestmark = pytest.mark.django_db


def applications(user_id: int | None) -> dict[str, tuple[str, ...]]:
    own = joined_organizations(person_context(user_id))
    return {mine.membership.organization_name: mine.profile.applications for mine in own}


def test_way_a_the_first_visit_lists_the_books_organisations_and_joins_one():
    ctx = make_organization(name="株式会社みなと商店")
    browser = browser_of(ctx.actor.user_id)
    shown = page(browser, "/inventory/")
    assert "株式会社みなと商店" in shown
    assert str(ctx.organization_id) in shown
    assert ">組織に参加<" in shown
    assert "何もコピーされません" in shown
    joined = browser.post(
        "/organizations/join/", {"application": "inventory", "organization_id": str(ctx.organization_id)}
    )
    assert (joined.status_code, joined["Location"]) == (303, f"/inventory/{ctx.organization_id}/")
    home = page(browser, joined["Location"])
    assert f"同じID {ctx.organization_id}" in home
    assert applications(ctx.actor.user_id) == {"株式会社みなと商店": ("books", "inventory")}


def test_a_newcomer_without_any_organisation_is_led_to_making_one():
    browser = browser_of(make_person("new@example.jp"), "en")
    shown = page(browser, "/inventory/")
    assert "You have no organization yet" in shown
    assert 'class="btn btn-primary" href="/organizations/new/?application=inventory"' in shown
    assert "Join to Books instead" not in shown


def test_way_a_the_other_way_round():
    ctx = make_organization(application="inventory")
    browser = browser_of(ctx.actor.user_id, "en")
    shown = page(browser, "/books/")
    assert "Join an organization to Books" in shown
    body = {"application": "books", "organization_id": str(ctx.organization_id)}
    assert browser.post("/organizations/join/", body)["Location"] == f"/books/{ctx.organization_id}/"


def test_way_b_an_existing_organisation_is_added_as_a_second_one():
    person = make_person()
    books = make_organization(name="みなと商店(会計)", user_id=person)
    trial = make_organization(name="試し", application="inventory", user_id=person)
    browser = browser_of(person)
    header = page(browser, f"/inventory/{trial.organization_id}/")
    manage = re.search(r'href="(/organizations/\?application=inventory)"', header)
    assert manage
    assert "組織の管理" in header
    managed = page(browser, manage[1])
    assert "既存の組織に参加する" in managed
    shown = page(browser, "/organizations/join/?application=inventory")
    assert ">組織に参加する<" in shown
    assert "みなと商店(会計)" in shown
    assert f'value="{trial.organization_id}"' not in shown
    body = {"application": "inventory", "organization_id": str(books.organization_id)}
    result = page(browser, "/organizations/join/", **body)
    assert f"同じID {books.organization_id}" in result
    assert "「試し」はそのままです" in result
    assert applications(person) == {"みなと商店(会計)": ("books", "inventory"), "試し": ("inventory",)}
    both = make_organization(name="両方", user_id=person)
    join = {"application": "inventory", "organization_id": str(both.organization_id)}
    assert "「試し」はそのままです" in page(browser, "/organizations/join/", **join)
    labelled = page(browser, f"/organizations/{trial.organization_id}/mode/", mode="test")
    assert "テスト組織" in labelled
    assert "test-band" in page(browser, f"/inventory/{trial.organization_id}/")
    form = page(browser, f"/organizations/{trial.organization_id}/delete/")
    assert "取り消せます" in form
    unticked = browser.post(f"/organizations/{trial.organization_id}/delete/", {"reason": "試用"})
    assert unticked.status_code == 422
    requested = page(browser, f"/organizations/{trial.organization_id}/delete/", reason="試用", confirmed="on")
    assert "2026/" in requested
    assert "試用" in requested
    assert "banner-danger" in page(browser, f"/inventory/{trial.organization_id}/")
    kept = page(browser, f"/organizations/{trial.organization_id}/keep/", yes="1")
    assert "取り下げ" in kept


STEPS: list[tuple[str, dict[str, str]]] = [
    (
        "profile",
        {
            "name": "みなと商店",
            "business_type": "corporation",
            "country": "JP",
            "currency_code": "JPY",
            "fiscal_year_start_month": "4",
            "language_code": "ja",
            "time_zone": "Asia/Tokyo",
            "date_format": "yyyy/MM/dd",
        },
    ),
    (
        "tax",
        {
            "tax_registration_number": "T7000012050002",
            "tax_basis": "accrual",
            "tax_bookkeeping": "tax_exclusive",
            "price_mode": "tax_exclusive",
            "tax_rounding": "floor",
        },
    ),
    ("opening", {"opening_date": "2026-04-01"}),
    ("numbers", {}),
    (
        "preferences",
        {"stock_mode": "physical", "negative_stock": "block", "sales_order_closing": "invoiced_and_shipped"},
    ),
    ("bank", {"skip": "1"}),
    ("invitations", {"skip": "1"}),
]


def test_way_c_access_now_and_the_quick_setup():
    person = make_person()
    other = make_organization(name="別の帳簿", user_id=person)
    ctx = make_organization(name="みなと商店", application="inventory", user_id=person)
    browser = browser_of(person)
    shown = page(browser, f"/inventory/{ctx.organization_id}/integrations/")
    assert "連携" in shown
    assert "会計" in shown
    assert "今すぐアクセスする" in shown
    opened = browser.post(f"/organizations/{ctx.organization_id}/accounting/")
    setup = f"/books/{ctx.organization_id}/setup/"
    assert (opened.status_code, opened["Location"]) == (303, setup)
    assert applications(person)["みなと商店"] == ("inventory",)
    for step, given in STEPS:
        form = given
        at = page(browser, setup)
        assert f'name="step" value="{step}"' in at
        if step == "numbers":
            form = dict(re.findall(r'name="(\w+-(?:prefix|next_number|digits))" value="([^"]*)"', at))
            form["salesorder-prefix"] = "受-"
        sent = browser.post(setup, {"step": step, **form})
        assert sent.status_code == 303, (step, sent.content.decode()[-3000:])
        if step == "tax":  # left and resumed: the page of the application leads back to the set-up
            assert page(browser, f"/books/{ctx.organization_id}/").count('name="step" value="opening"') == 1
    assert sent["Location"] == f"/books/{ctx.organization_id}/"
    assert f"同じID {ctx.organization_id}" in page(browser, sent["Location"])
    assert applications(person) == {"別の帳簿": ("books",), "みなと商店": ("books", "inventory")}
    from daicho.organizations.queries.profile import organization_profile

    with reading(ctx):
        profile = organization_profile(ctx)
    assert (profile.stock_mode, profile.tax_registration_number) == ("physical", "T7000012050002")
    with reading(other):
        assert organization_profile(other).books_setup == "done"
    again = browser.post(f"/organizations/{ctx.organization_id}/accounting/")
    assert again["Location"] == f"/books/{ctx.organization_id}/"


def test_a_wrong_answer_in_the_setup_is_told_at_its_field():
    ctx = make_organization(application="inventory")
    browser = browser_of(ctx.actor.user_id, "en")
    browser.post(f"/organizations/{ctx.organization_id}/accounting/")
    setup = f"/books/{ctx.organization_id}/setup/"
    form = {**dict(STEPS[1][1]), "tax_registration_number": "T123"}
    sent = browser.post(setup, {"step": "tax", **form})
    assert sent.status_code == 422
    assert "T and 13 digits" in sent.content.decode()


def test_who_may_not_join_sees_why_and_is_refused():
    ctx = make_organization()
    from daicho.organizations.commands.add_member import add_member

    clerk = make_person("ken@example.jp", "Ken")
    add_member(ctx, fields={"name": "Ken", "email": "ken@example.jp"})
    browser = browser_of(clerk, "en")
    shown = page(browser, "/inventory/")
    assert "Only an administrator may join these" in shown
    body = {"application": "inventory", "organization_id": str(ctx.organization_id)}
    assert browser.post("/organizations/join/", body).status_code == 403
    stranger = browser_of(make_person("stranger@example.com"), "en")
    assert stranger.post("/organizations/join/", body).status_code == 404
    for path in ("mode", "leave", "default", "keep", "accounting"):
        answer = stranger.post(f"/organizations/{ctx.organization_id}/{path}/", {"mode": "test"}, follow=True)
        assert "mode" not in answer.content.decode() or answer.status_code in {200, 404}
    for path in ("delete", "clone"):
        assert stranger.get(f"/organizations/{ctx.organization_id}/{path}/").status_code == 404
    assert stranger.get(f"/books/{ctx.organization_id}/setup/").status_code == 404


def test_joining_twice_is_told():
    ctx = make_organization()
    browser = browser_of(ctx.actor.user_id, "en")
    body = {"application": "books", "organization_id": str(ctx.organization_id)}
    told = page(browser, "/organizations/join/", **body)
    assert "already joined" in told
