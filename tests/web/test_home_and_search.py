"""The root of the applications, the home page and the search over everything."""

import pytest
from django.test import Client

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.organizations.commands.join_application import join_application
from daicho.platform import changes
from daicho.sales.kinds import SALES_ORDER
from tests.build.contacts import make_contact
from tests.build.organization import make_organization, make_person
from tests.build.sales import make_sales_order
from tests.web.conftest import signed_in


def test_the_root_leads_to_sign_in_the_organisation_or_the_join_page(client, db):
    assert client.get("/books/")["Location"].startswith("/account/login/?next=")
    user_id = make_person()
    window = signed_in(user_id)
    assert window.get("/books/")["Location"] == "/organizations/join/?application=books"
    ctx = make_organization(user_id=user_id)
    assert window.get("/books/")["Location"] == f"/books/{ctx.organization_id}/"
    assert window.get("/inventory/")["Location"] == "/organizations/join/?application=inventory"


def test_an_application_that_is_not_joined_leads_to_the_join_page_from_its_root_only(window):
    answer = window.client.get(window.url(application="inventory"))
    assert answer["Location"].startswith("/organizations/join/?application=inventory&organization_id=")
    assert window.client.get(window.url("contacts/", application="inventory")).status_code == 404


def test_strangers_and_unknown_organisations_are_alike(window):
    other = make_organization(name="Other", user_id=make_person("ichiro@example.jp"))
    unknown = window.client.get("/books/1/contacts/")
    foreign = window.client.get(f"/books/{other.organization_id}/contacts/")
    assert unknown.status_code == foreign.status_code == 404
    for path in ("", "search/?q=a", "changes/poll?after=0"):
        assert window.client.get(f"/books/{other.organization_id}/{path}").status_code == 404


def test_the_home_page_tells_what_happened_in_one_request(window):
    make_contact(window.ctx, contact_name="Aozora")
    make_contact(window.ctx, contact_name="Vega", contact_type="vendor")
    answer = window.get("")
    cards = {card.title: card for card in answer.context["cards"]}
    unchecked = cards["To be done"].figures[-1]
    assert (unchecked.label, unchecked.value) == ("Registration to be checked", "1")
    activity = answer.context["activity"]
    assert (activity[0].text, activity[0].name) == ("created: Contact", "Vega")
    assert activity[0].url


def test_the_latest_activity_names_the_order_that_was_confirmed(window):
    order = make_sales_order(window.ctx)
    change_state(window.ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    confirmed, created = window.get("").context["activity"][:2]
    assert confirmed.text == "confirmed: Sales order"
    assert confirmed.name == created.name == "SO-00001"


@pytest.mark.parametrize("text", ["aoz", "Aozora"])
def test_search_finds_over_all_lists(window, text):
    make_contact(window.ctx, contact_name="Aozora")
    make_contact(window.ctx, contact_name="Harbor")
    answer = window.get("search/", q=text)
    [group] = answer.context["groups"]
    assert [hit["title"] for hit in group["hits"]] == ["Aozora"]
    partial = window.client.get(window.url("search/"), {"q": text}, headers={"HX-Request": "true"})
    assert b"<html" not in partial.content
    assert b"Aozora" in partial.content


def test_search_finds_nothing_without_a_fault(window):
    for text in ("", " ", "%", "\u3000", "'", "x" * 500, "😀"):
        assert window.get("search/", q=text).status_code == 200


def test_polling_tells_what_changed(window):
    start = window.client.get(window.url()).context["frame"].last_change
    contact_id = make_contact(window.ctx, contact_name="Aozora")
    answer = window.get("changes/poll", after=str(start)).json()
    assert answer["changes"] == [
        {"entity": "contact", "id": str(contact_id), "action": "created", "by": "Hanako Sato", "mine": True}
    ]
    assert window.get("changes/poll", after=str(answer["last"])).json()["changes"] == []
    for wrong in ("", "abc", "-1", "9" * 40):
        assert window.get("changes/poll", after=wrong).status_code == 200


def test_a_ticket_tells_for_half_a_minute_whether_anything_is_new(window, monkeypatch, django_assert_num_queries):
    answer = window.get("changes/poll").json()
    address = f"{answer['news']}&after={answer['last']}"
    with django_assert_num_queries(1):
        assert Client().get(address).status_code == 204
    make_contact(make_organization(name="Elsewhere", user_id=window.user_id), contact_name="Not here")
    assert Client().get(address).status_code == 204
    tampered = address.replace(str(window.ctx.organization_id), "1")
    for wrong in (tampered, "/changes/news", "/changes/news?ticket=1&after=999"):
        assert Client().get(wrong).status_code == 200
    with monkeypatch.context() as later:
        later.setattr(changes, "TICKET_SECONDS", -1)
        assert Client().get(address).status_code == 200
    make_contact(window.ctx, contact_name="Aozora")
    assert Client().get(address).status_code == 200


def test_the_switcher_shows_what_the_person_may_open(window):
    make_organization(name="Second", user_id=window.user_id)
    make_organization(name="Elsewhere", user_id=window.user_id, application="inventory")
    query = {"application": "books", "current": str(window.ctx.organization_id)}
    links = window.client.get("/frame/organizations/", query).context["links"]
    assert {(link.name, link.current) for link in links} == {("株式会社みなと商店", True), ("Second", False)}


def test_the_language_is_kept_and_never_leads_elsewhere(window):
    answer = window.client.post("/frame/language/", {"language": "ja", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"
    assert 'lang="ja"' in window.get("").content.decode()


def test_every_answer_names_its_request(window):
    answer = window.client.get(window.url("nothing/"))
    assert answer.status_code == 404
    assert answer["X-Request-Id"] in answer.content.decode()


def test_the_home_page_makes_at_most_twelve_queries(window, django_assert_max_num_queries):
    for application in ("books", "inventory"):
        if application == "inventory":
            join_application(window.ctx, organization_id=window.ctx.organization_id, application="inventory")
        window.client.get(window.url(application=application))
        with django_assert_max_num_queries(12):
            answer = window.client.get(window.url(application=application))
        assert answer.status_code == 200
