"""Adjustments and transfer orders as people see them."""

from dataclasses import replace
from datetime import date

import pytest

from daicho.kernel.measure import MICRO
from daicho.organizations.commands.join_application import join_application
from daicho.platform.listing import Criteria
from daicho.platform.work import reading
from daicho.stock.commands.create_location import create_location
from daicho.stock.queries.list_adjustments import list_adjustments
from daicho.stock.queries.list_transfers import list_transfers
from daicho.stock.queries.locations import locations
from tests.build.catalog import make_item


@pytest.fixture
def tea(window):
    opening = [{"location_id": None, "quantity_micro": 10 * MICRO, "rate_micro": 100 * MICRO}]
    return make_item(window.ctx, "緑茶", opening_stock=opening)


def found(window, query):
    with reading(window.ctx):
        return list(query(window.ctx, criteria=Criteria()).rows)


def home(window):
    with reading(window.ctx):
        return next(place.location_id for place in locations(window.ctx) if place.is_primary)


def head(window, **fields):
    page = window.get("inventoryadjustments/new/").content.decode()
    account = page.split('name="account_id"')[1].split("selected")[0].rsplit('value="', 1)[1].split('"')[0]
    return {
        "date": "2026-11-01",
        "reason": "棚卸",
        "location_id": home(window),
        "account_id": account,
        "line": ["a", "b"],
        **fields,
    }


def test_an_adjustment_from_its_form_to_its_end(window, tea):
    sent = head(window, **{"line-a-item_id": tea, "line-a-quantity": "-4", "line-b-item_id": ""})
    assert window.post("inventoryadjustments/new/", sent).status_code == 303
    (made,) = found(window, list_adjustments)
    assert (made.state, made.total.minor) == ("adjusted", -400)
    path = f"inventoryadjustments/{made.adjustment_id}/"
    assert "緑茶" in window.get(path).content.decode()
    assert "IA-00001" in window.get("inventoryadjustments/").content.decode()
    stock = window.get(path, tab="stock").content.decode()
    assert "from the lot" in stock
    assert "在庫調整" in window.get(path, tab="entries").content.decode()
    assert window.get(path, tab="history").status_code == 200
    line_id = made.lines[0].line_id
    edit = head(window, **{"line": [line_id], f"line-{line_id}-item_id": tea, f"line-{line_id}-quantity": "-5"})
    assert window.get(f"{path}edit/").status_code == 200
    assert window.post(f"{path}edit/", edit).status_code == 303
    assert [view.total.minor for view in found(window, list_adjustments)] == [-500]
    assert window.post(f"{path}delete/").status_code == 303
    assert found(window, list_adjustments) == []


def test_a_draft_is_approved_and_carried_out(window, tea):
    sent = head(window, then="draft", **{"line-a-item_id": tea, "line-a-quantity": "2", "line-a-rate": "120"})
    assert window.post("inventoryadjustments/new/", sent).status_code == 303
    (made,) = found(window, list_adjustments)
    path = f"inventoryadjustments/{made.adjustment_id}/"
    for verb, state in (
        ("submit", "pending_approval"),
        ("reject", "rejected"),
        ("submit", "pending_approval"),
        ("approve", "approved"),
        ("adjust", "adjusted"),
    ):
        assert window.post(f"{path}{verb}/", {"reason": "数が違う"}).status_code == 303
        assert [view.state for view in found(window, list_adjustments)] == [state]


def test_a_value_adjustment(window, tea):
    sent = head(window, **{"line-a-item_id": tea, "line-a-value": "-150"})
    assert window.get("inventoryadjustments/new/", adjustment_type="value", item_id=tea).status_code == 200
    assert window.post("inventoryadjustments/new/?adjustment_type=value", sent).status_code == 303
    assert [view.total.minor for view in found(window, list_adjustments)] == [-150]


def test_faults_stand_in_their_lines(window, tea):
    sent = head(window, **{"line-a-item_id": tea, "line-a-quantity": "0", "line-b-quantity": "x"})
    answer = window.post("inventoryadjustments/new/", sent)
    assert answer.status_code == 422
    answer = window.post("inventoryadjustments/new/", head(window, **{"line-a-item_id": tea, "line-a-quantity": "0"}))
    assert "must not be zero" in answer.content.decode()
    assert window.post("inventoryadjustments/new/", head(window)).status_code == 422


def test_a_row_tells_what_is_there(window, tea):
    row = {"key": "a", "line": "a", "line-a-item_id": tea, "location_id": home(window)}
    page = window.post("stock/rows/quantity/", row).content.decode()
    assert "On hand: 10" in page
    assert 'id="line-n' in window.get("stock/rows/transfer/").content.decode()
    make_item(window.ctx, "緑茶の本", item_type="sales", product_type="service")
    options = window.get("stock/items/choices/", q="緑茶").json()["options"]
    assert [option["text"] for option in options] == ["緑茶"]


def test_a_transfer_from_its_form_to_its_end(window, tea):
    osaka = create_location(window.ctx, fields={"name": "大阪"})
    sent = {
        "date": "2026-11-01",
        "from_location_id": home(window),
        "to_location_id": osaka,
        "line": ["a"],
        "line-a-item_id": tea,
        "line-a-quantity": "3",
        "then": "send",
    }
    assert window.get("transferorders/new/", item_id=tea).status_code == 200
    assert window.post("transferorders/new/", sent).status_code == 303
    (made,) = found(window, list_transfers)
    assert made.state == "in_transit"
    path = f"transferorders/{made.transfer_id}/"
    assert "大阪" in window.get(path).content.decode()
    assert window.get(f"{path}receive/").status_code == 200
    assert window.post(f"{path}receive/", {"date": "2026-10-01"}).status_code == 422
    assert window.post(f"{path}receive/", {"date": "2026-11-03"}).status_code == 303
    (made,) = found(window, list_transfers)
    assert (made.state, made.received_on) == ("transferred", date(2026, 11, 3))
    assert "Arrival" in window.get(path, tab="stock").content.decode()
    assert window.post(f"{path}draft/").status_code == 303
    assert window.get(f"{path}edit/").status_code == 200
    line_id = made.lines[0].line_id
    edit = {**sent, "line": [line_id], f"line-{line_id}-item_id": tea, f"line-{line_id}-quantity": "2"}
    assert window.post(f"{path}edit/", edit).status_code == 303
    assert "TO-00001" in window.get("transferorders/").content.decode()
    page = window.get(f"settings/locations/{home(window)}/").content.decode()
    assert "緑茶" in page
    assert "¥1,000" in page
    assert "Nothing is in stock here." in window.get(f"settings/locations/{osaka}/").content.decode()
    same = window.post("transferorders/new/", {**sent, "to_location_id": home(window)})
    assert same.status_code == 422
    assert window.post(f"{path}delete/").status_code == 303
    assert found(window, list_transfers) == []


def test_books_alone_has_no_menu_of_stock(window):
    assert "在庫の調整" not in window.get("").content.decode()
    assert f"{window.url()}inventoryadjustments/" not in window.get("").content.decode()
    join_application(
        replace(window.ctx, organization_id=0), organization_id=window.ctx.organization_id, application="inventory"
    )
    assert f"{window.url()}inventoryadjustments/" in window.get("").content.decode()


def test_stock_below_zero_is_told(window, tea):
    sent = head(window, **{"line-a-item_id": tea, "line-a-quantity": "-12"})
    assert window.post("inventoryadjustments/new/", sent).status_code == 303
    page = window.get("inventoryadjustments/").content.decode()
    assert "is below zero: -2" in page or "is below zero: −2" in page
