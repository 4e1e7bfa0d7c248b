"""Approvals on screen: the settings, and the document with its levels, buttons and refusals."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.organizations.commands.add_member import add_member
from daicho.organizations.commands.remove_member import remove_member
from daicho.organizations.commands.set_approval import set_approval
from daicho.organizations.core.approval import Mode
from daicho.organizations.queries.approval_rule import approval_rule
from daicho.organizations.queries.list_members import list_members
from daicho.organizations.queries.list_roles import list_roles
from daicho.platform.listing import Criteria
from daicho.platform.work import reading
from daicho.sales.kinds import INVOICE
from daicho.stock.queries.locations import locations
from tests.build.catalog import make_item
from tests.build.documents import line
from tests.build.organization import make_person
from tests.build.sales import make_invoice
from tests.web.conftest import signed_in


@pytest.fixture
def office(window):
    """The administrator's window, and those of Ken and Mai, who may approve."""
    with reading(window.ctx):
        role_id = next(role.role_id for role in list_roles(window.ctx) if role.built_in == "accountant")
    windows = []
    for name in ("Ken", "Mai"):
        user_id = make_person(f"{name.lower()}@example.jp", name)
        add_member(window.ctx, fields={"name": name, "email": f"{name.lower()}@example.jp", "role_id": role_id})
        windows.append(replace(window, client=signed_in(user_id), user_id=user_id))
    return window, *windows


def rule(window, module="invoices"):
    with reading(window.ctx):
        return approval_rule(window.ctx, module=module)


def submitted(window, *people):
    """An invoice that waits for the people in turn."""
    set_approval(window.ctx, module="invoices", mode="levels", approver_ids=[each.user_id for each in people])
    invoice = make_invoice(window.ctx, lines=[line(None, 1, rate=1000, name="Work")])
    change_state(window.ctx, kind=INVOICE, document_id=invoice, action=Action.SUBMIT)
    return f"invoices/{invoice}/"


def test_levels_are_set_in_their_order(office):
    window, ken, mai = office
    assert window.get("settings/approvals/").status_code == 200
    assert window.get("settings/approvals/journals/").status_code == 404
    here = "settings/approvals/invoices/"
    page = window.get(here).content.decode()
    assert "Ken" in page
    sent = {"mode": "levels", "level_2": str(mai.user_id), "level_5": str(ken.user_id)}
    assert window.post(here, sent).status_code == 303
    assert rule(window).approver_ids == (mai.user_id, ken.user_id)
    page = window.get("settings/approvals/").content.decode()
    assert "1. Mai" in page
    assert window.post(here, {"mode": "none"}).status_code == 303
    assert rule(window).mode is Mode.NONE


def test_faults_of_the_levels_are_told(office):
    window, ken, _mai = office
    here = "settings/approvals/invoices/"
    assert window.post(here, {"mode": "levels"}).status_code == 422
    twice = {"mode": "levels", "level_1": str(ken.user_id), "level_2": str(ken.user_id)}
    answer = window.post(here, twice)
    assert answer.status_code == 422
    assert "A person can approve only one of the levels." in answer.content.decode()
    for bad in ({"mode": "x"}, {}, {"mode": "levels", "level_1": "77"}, {"mode": "levels", "level_1": "x"}):
        assert window.post(here, bad).status_code == 422
    assert rule(window).mode is Mode.NONE


def test_the_settings_show_who_cannot_approve_any_more(office):
    window, ken, mai = office
    set_approval(window.ctx, module="invoices", mode="levels", approver_ids=[ken.user_id, mai.user_id])
    with reading(window.ctx):
        rows = list_members(window.ctx, criteria=Criteria()).rows
    remove_member(window.ctx, member_id=next(row.membership_id for row in rows if row.name == "Ken"))
    page = window.get("settings/approvals/").content.decode()
    assert "cannot approve any more" in page
    assert "An administrator has to skip a level" in page
    assert "Ken (cannot approve any more)" in window.get("settings/approvals/invoices/").content.decode()


def test_a_document_shows_its_levels_and_offers_what_is_allowed(office):
    window, ken, mai = office
    path = submitted(window, ken, mai)
    pages = [each.get(path).content.decode() for each in office]
    assert ["approve/final/" in page for page in pages] == [True, False, False]
    assert [f"{path}approve/" in page.replace("approve/final/", "") for page in pages] == [False, True, False]
    assert [f"{path}reject/" in page for page in pages] == [True, True, False]
    assert all("Level 1 of 2" in page and "0 of 2 levels" in page for page in pages)
    answer = mai.post(f"{path}approve/")
    assert answer.status_code == 303
    assert "Level 1 of 2 is not yours to approve." in mai.get(path).content.decode()
    assert ken.post(f"{path}approve/").status_code == 303
    page = ken.get(path).content.decode()
    assert "The document waits for Mai now (level 2 of 2)." in page
    assert "1 of 2 levels" in page
    assert "approved level" in ken.get(path, tab="history").content.decode()
    assert mai.post(f"{path}approve/").status_code == 303
    page = mai.get(path).content.decode()
    assert "The invoice has been approved." in page
    assert f"{path}open/" in page


def test_an_administrator_skips_the_levels(office):
    window, ken, mai = office
    path = submitted(window, ken, mai)
    assert window.post(f"{path}approve/final/").status_code == 303
    page = window.get(path).content.decode()
    assert "Skipped: final approval by Hanako Sato" in page
    assert window.get(f"{path}approve/final/").status_code == 405


def test_a_rejection_asks_for_its_reason(office):
    window, ken, mai = office
    path = submitted(window, ken, mai)
    assert ken.get(f"{path}reject/").status_code == 200
    assert ken.post(f"{path}reject/", {"reason": " "}).status_code == 422
    answer = mai.post(f"{path}reject/", {"reason": "too cheap"})
    assert answer.status_code == 422
    assert "is not yours to approve" in answer.content.decode()
    assert ken.post(f"{path}reject/", {"reason": "too cheap"}).status_code == 303
    assert "too cheap" in window.get(path).content.decode()


def test_lists_show_what_waits_for_the_reader(office):
    window, ken, mai = office
    submitted(window, ken, mai)
    found = ["INV-" in each.get("invoices/", view="waiting_for_me").content.decode() for each in office]
    assert found == [False, True, False]
    for name in ("salesorders", "purchasereceives", "inventoryadjustments", "transferorders", "bills"):
        assert ken.get(f"{name}/", view="waiting_for_me").status_code == 200


def test_forms_offer_to_submit_where_approval_is_needed(office):
    window, ken, _mai = office
    tea = make_item(window.ctx, "Tea", item_type="inventory")
    for module in ("invoices", "adjustments", "transfers"):
        set_approval(window.ctx, module=module, mode="levels", approver_ids=[ken.user_id])
    for path in ("invoices/new/", "inventoryadjustments/new/", "transferorders/new/"):
        assert 'value="submit"' in window.get(path).content.decode(), path
    with reading(window.ctx):
        home = next(place.location_id for place in locations(window.ctx) if place.is_primary)
    page = window.get("inventoryadjustments/new/").content.decode()
    account = page.split('name="account_id"')[1].split("selected")[0].rsplit('value="', 1)[1].split('"')[0]
    given = {"date": "2026-11-24", "reason": "Broken in March", "location_id": str(home), "account_id": account}
    rows = {"line": ["a"], "line-a-item_id": str(tea), "line-a-quantity": "2", "line-a-rate": "120"}
    sent = {**given, **rows, "then": "submit"}
    assert window.post("inventoryadjustments/new/", sent).status_code == 303
    assert "Broken in March" in ken.get("inventoryadjustments/", view="waiting_for_me").content.decode()


def test_the_page_of_a_document_under_way_takes_few_queries(office):
    window, ken, mai = office
    path = submitted(window, ken, mai)
    assert ken.post(f"{path}approve/").status_code == 303
    for each in (window, mai):
        each.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert each.get(path).status_code == 200
        assert len(captured) <= 12, [query["sql"][:90] for query in captured]
    with CaptureQueriesContext(connection) as captured:
        assert window.get("settings/approvals/").status_code == 200
    assert len(captured) <= 12
