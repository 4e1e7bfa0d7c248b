"""Opening balances as people see them."""

import re

import pytest

from daicho.ledger.queries.opening_balances import opening_balances
from daicho.platform.work import reading
from tests.build.catalog import make_item
from tests.build.journals import accounts_by_key

pytestmark = pytest.mark.django_db
PATH = "settings/openingbalances/"


def typed(window, **more):
    keys = accounts_by_key(window.ctx)
    form = {
        "date": "2026-04-01",
        "line": ["na1", "nb2", "nc3"],
        "line-na1-account_id": str(keys["bank_default"]),
        "line-na1-currency_code": "JPY",
        "line-na1-debit": "5,000",
        "line-nb2-account_id": str(keys["share_capital"]),
        "line-nb2-currency_code": "JPY",
        "line-nb2-credit": "3000",
        "line-nc3-account_id": str(keys["accounts_receivable"]),
    }
    return {**form, **more}


def test_the_page_begins_with_the_usual_accounts_and_keeps_what_is_saved(window):
    first = window.get(PATH).content.decode()
    assert "普通預金" in first
    assert window.post(PATH, typed(window)).status_code == 303
    with reading(window.ctx):
        view = opening_balances(window.ctx)
    assert [line.amount.base for line in view.lines] == [5000, -3000]
    page = window.get(PATH).content.decode()
    assert "¥2,000" in page
    assert window.post(f"{PATH}delete/").status_code == 303
    with reading(window.ctx):
        assert opening_balances(window.ctx).opening_id is None


def test_the_server_adds_up_and_compares_the_stock(window):
    keys = accounts_by_key(window.ctx)
    place = {"location_id": None, "quantity_micro": 10 * 10**6, "rate_micro": 700 * 10**6}
    make_item(window.ctx, item_type="inventory", opening_stock=[place])
    page = window.post(f"{PATH}totals/", typed(window)).content.decode()
    assert re.search(r"data-difference>¥9,000<", page)
    stock = {"line": ["na1", "nd4"], "line-nd4-account_id": str(keys["inventory_asset"]), "line-nd4-debit": "6000"}
    assert "differ" in window.post(f"{PATH}totals/", typed(window, **stock)).content.decode()
    answer = window.post(PATH, typed(window, **stock))
    assert answer.status_code == 422
    assert "1,000" in answer.content.decode()
    assert window.post(PATH, typed(window, **{**stock, "line-nd4-debit": "7000"})).status_code == 303
    assert "Agrees" in window.get(PATH).content.decode()


def test_errors_stand_in_their_rows(window):
    answer = window.post(PATH, typed(window, **{"line-nc3-debit": "100"}))
    assert answer.status_code == 422
    answer = window.post(PATH, typed(window, **{"line-nb2-account_id": ""}))
    assert answer.status_code == 422
    assert answer.context["form"].rows[1].errors
    assert "data-line" in window.get(f"{PATH}row/").content.decode()
