"""Lists, forms and records through the test client."""

import csv
import io

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from daicho.contacts.queries.contact_detail import contact_detail
from daicho.contacts.queries.contact_list import contact_list
from daicho.platform.listing import Criteria
from daicho.platform.web.page import Page, mount
from daicho.platform.work import reading
from tests.build.contacts import make_contact

HTMX = {"HX-Request": "true"}


def names(window):
    """Return the names of all contacts."""
    with reading(window.ctx):
        return [row.name for row in contact_list(window.ctx, criteria=Criteria()).rows]


# ---------------------------------------------------------------- lists


def test_a_list_shows_values_as_people_read_them(window):
    make_contact(window.ctx, contact_name="<b>Aozora</b>")
    text = window.get("samples/").content.decode()
    assert "&lt;b&gt;Aozora&lt;/b&gt;" in text
    assert "¥1,234,567" in text
    assert '<td class="number" data-label="Quantity">1,200</td>' in text
    assert '<span class="badge bg-green-lt">Active</span>' in text


def test_htmx_gets_the_list_without_the_frame(window):
    make_contact(window.ctx, contact_name="Aozora")
    answer = window.client.get(window.url("samples/"), headers=HTMX)
    assert b"<html" not in answer.content
    assert b'id="list"' in answer.content
    assert "HX-Request" in answer["Vary"]


def test_filters_views_sorting_and_pages_are_in_the_address(window):
    for name in ("Aozora", "Harbor", "Iroha"):
        make_contact(window.ctx, contact_name=name)
    make_contact(window.ctx, contact_name="Vega", contact_type="vendor")
    answer = window.get(
        "samples/", view="customers", contact_name_contains="r", sort_column="contact_name", sort_order="D"
    )
    shown = [line["cells"][0][0] for line in answer.context["lines"]]
    assert shown == ["Iroha", "Harbor", "Aozora"]
    assert answer.context["count"] == "3"
    [chip] = answer.context["chips"]
    assert (chip["label"], chip["value"]) == ("Name", "r")
    assert "contact_name_contains" not in chip["query"]
    assert "sort_column=contact_name" in chip["query"]


def test_what_means_nothing_is_a_page_with_a_sentence(window):
    assert window.get("samples/", sort_column="nonsense").status_code == 400
    assert window.get("samples/", page="-1").status_code == 400
    assert window.get("samples/", view="nonsense").status_code == 404
    assert window.get("samples/99999999999999999999/").status_code == 404
    assert window.get("samples/9223372036854775808/").status_code == 404


def test_an_empty_list_offers_the_first_step(window):
    text = window.get("samples/").content.decode()
    assert "No samples yet" in text
    assert window.url("samples/new/") in text


def test_exports_hold_exact_values_and_no_formulas(window):
    make_contact(window.ctx, contact_name='=HYPERLINK("x")', company_name="-1")
    content = window.get("samples/list/export/", format="csv").content
    assert content.startswith(b"\xef\xbb\xbf")
    header, row = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert header == ["Name", "Company", "Status", "Quantity", "Open"]
    assert row == ['\'=HYPERLINK("x")', "'-1", "Active", "1200", "1234567"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(window.get("samples/list/export/", format="xlsx").content))
    assert book.get_sheet_by_index(0).to_python()[1] == ['\'=HYPERLINK("x")', "'-1", "Active", 1200, 1234567]


def test_columns_are_kept_per_person(window):
    make_contact(window.ctx, contact_name="Aozora")
    window.post("samples/list/columns/", {"columns": ["created", "name"]})
    assert [heading["label"] for heading in window.get("samples/").context["headings"]] == ["Name", "Created"]


def test_views_are_saved_used_and_deleted(window):
    make_contact(window.ctx, contact_name="Aozora")
    make_contact(window.ctx, contact_name="Vega", contact_type="vendor")
    query = "?view=vendors&contact_name_contains=e&page=2"
    answer = window.post("samples/list/views/", {"name": "Mine", "query": query, "columns": ["name", "due"]})
    assert "view=saved-" in answer["Location"]
    page = window.client.get(answer["Location"])
    assert [line["cells"][0][0] for line in page.context["lines"]] == ["Vega"]
    assert len(page.context["headings"]) == 2
    window.client.post(page.context["delete_view_url"])
    assert window.client.get(answer["Location"]).status_code == 404


def test_bulk_actions_tell_what_was_refused(window):
    ids = [make_contact(window.ctx, contact_name=name) for name in ("Aozora", "Keep this", "Harbor")]
    answer = window.client.post(
        window.url("samples/list/bulk/"),
        {"action": "delete", "ids": ids, "query": "?sort_column=contact_name"},
        follow=True,
    )
    assert answer.redirect_chain[0][0] == window.url("samples/?sort_column=contact_name")
    assert [str(message) for message in answer.context["messages"]] == [
        "2 deleted.",
        "1 was left as it was: This one is kept.",
    ]
    assert names(window) == ["Keep this"]


# ---------------------------------------------------------------- forms

FILLED = {"contact_name": "Aozora", "contact_type": "customer", "form_token": "one"}


def test_all_errors_are_told_at_once_and_nothing_is_lost(window):
    given = {"company_name": "Aozora KK", "contact_type": "customer", "amount": "1.234", "day": "tomorrow"}
    answer = window.post("samples/new/", given)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"contact_name", "amount", "day"}
    assert b'value="Aozora KK"' in answer.content


def test_errors_of_the_command_stand_at_their_fields_with_the_label(window):
    window.post("samples/new/", FILLED)
    answer = window.post("samples/new/", {**FILLED, "form_token": "two"})
    assert answer.status_code == 422
    assert "contact_name" in answer.context["form"].errors


def test_a_form_sent_twice_saves_once(window):
    first = window.post("samples/new/", FILLED)
    second = window.post("samples/new/", FILLED)
    assert first.status_code == second.status_code == 303
    assert first["Location"] == second["Location"]
    assert names(window) == ["Aozora"]


def test_a_token_used_for_something_else_is_told(window):
    window.post("samples/new/", FILLED)
    answer = window.post("samples/new/", {**FILLED, "contact_name": "Harbor"})
    assert answer.status_code == 422
    assert names(window) == ["Aozora"]


def test_numbers_are_read_as_people_write_them(window):
    answer = window.post("samples/new/", {"amount": "１，２３４．５", "contact_type": "customer"})
    assert "amount" not in answer.context["form"].errors
    assert str(answer.context["form"].cleaned_data["amount"]) == "1234.5"
    for wrong in ("NaN", "1e400", "Infinity", "-1", "9" * 30, "abc"):
        answer = window.post("samples/new/", {"amount": wrong})
        assert "amount" in answer.context["form"].errors, wrong


def test_only_what_was_changed_is_saved(window):
    contact_id = make_contact(window.ctx, contact_name="Aozora", company_name="KK")
    shown = window.get(f"samples/{contact_id}/edit/").context["form"]
    given = {name: shown[name].value() or "" for name in shown.fields}
    window.post(f"samples/{contact_id}/edit/", {**given, "company_name": "Aozora KK"})
    with reading(window.ctx):
        contact = contact_detail(window.ctx, contact_id=contact_id)
    assert (contact.name, contact.company_name) == ("Aozora", "Aozora KK")


def test_something_made_in_place_is_handed_to_the_select(window):
    address = window.url("samples/new/?panel=1")
    panel = window.client.get(address, headers=HTMX)
    assert b"panel-head" in panel.content
    assert b"<html" not in panel.content
    answer = window.client.post(address, FILLED, headers=HTMX)
    assert answer.status_code == 204
    assert "daicho:created" in answer["HX-Trigger"]
    assert '"text": "Aozora"' in answer["HX-Trigger"]


def test_a_select_asks_the_server(window):
    make_contact(window.ctx, contact_name="Aozora")
    make_contact(window.ctx, contact_name="Harbor")
    [option] = window.get("samples/choices/", q="aoz").json()["options"]
    assert option["text"] == "Aozora"


def test_a_foreign_choice_is_refused_and_never_a_fault(window):
    for wrong in ("99999999999999999999", "abc", "-1"):
        answer = window.post("samples/new/", {"parent_id": wrong})
        assert "parent_id" in answer.context["form"].errors


# ---------------------------------------------------------------- records


def test_actions_confirm_or_refuse_in_a_sentence(window):
    contact_id = make_contact(window.ctx, contact_name="Keep this")
    answer = window.client.post(window.url(f"samples/{contact_id}/delete/"), follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["This one is kept."]
    assert window.get(f"samples/{contact_id}/delete/").status_code == 405
    other = make_contact(window.ctx, contact_name="Aozora")
    answer = window.client.post(window.url(f"samples/{other}/delete/"), follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["The sample has been deleted."]
    assert answer.redirect_chain[0][0] == window.url("samples/")


def test_comments_and_files_are_kept_with_a_record(window):
    contact_id = make_contact(window.ctx, contact_name="Aozora")
    window.post(f"samples/{contact_id}/comments/", {"description": "<i>Call</i>"})
    window.post(f"samples/{contact_id}/files/", {"attachment": SimpleUploadedFile("note.txt", b"hello")})
    page = window.get(f"samples/{contact_id}/")
    assert b"&lt;i&gt;Call&lt;/i&gt;" in page.content
    [line] = page.context["detail"].notes.files
    file = window.client.get(line.url)
    assert file.content == b"hello"
    assert file["Content-Disposition"].startswith("attachment")
    assert "sandbox" in file["Content-Security-Policy"]
    window.client.post(line.delete_url)
    assert window.client.get(line.url).status_code == 404
    assert window.post("samples/1/comments/", {"description": "x"}).status_code == 404


def test_the_history_is_read_from_the_audit_trail(window):
    contact_id = make_contact(window.ctx, contact_name="Aozora")
    [entry] = window.get(f"samples/{contact_id}/", tab="history").context["history"]
    assert (entry.actor, entry.at) == ("Hanako Sato", "2026/11/24 12:00")


# ---------------------------------------------------------------- pages


def test_a_page_without_permission_stops_the_start():
    page = Page("x/", "x", "", lambda request: HttpResponse())
    with pytest.raises(ImproperlyConfigured, match="declares no valid permission"):
        mount([page], "books", lambda page, application: page.view)


def test_messages_reach_htmx_requests_as_events(window):
    window.client.post(window.url("samples/list/views/"), {"name": "Mine", "query": ""})
    answer = window.client.get(window.url("samples/"), headers=HTMX)
    assert "The view has been saved." in answer["HX-Trigger"]


def test_queries_of_the_frame(window, django_assert_max_num_queries):
    """Session, person, membership (3), change feed; a list adds its views, a record its comments and files."""
    contact_id = make_contact(window.ctx, contact_name="Aozora")
    with CaptureQueriesContext(connection) as own, reading(window.ctx):
        contact_list(window.ctx, criteria=Criteria(with_total=True))
    with django_assert_max_num_queries(7 + len(own)):
        window.get("samples/")
    with CaptureQueriesContext(connection) as own, reading(window.ctx):
        contact_detail(window.ctx, contact_id=contact_id)
    with django_assert_max_num_queries(8 + len(own)):
        window.get(f"samples/{contact_id}/")
    with django_assert_max_num_queries(12):
        window.get("")
    with django_assert_max_num_queries(6):
        window.get("changes/poll", after="0")
