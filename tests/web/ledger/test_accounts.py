"""The chart of accounts as people see it."""

import pytest

from daicho.ledger.queries.accounts import account_choices
from daicho.platform.work import reading
from tests.build.ledger import make_account


def account_id(window, name):
    with reading(window.ctx):
        return next(choice.account_id for choice in account_choices(window.ctx) if choice.name == name)


def test_the_chart_is_a_tree_under_the_types(window):
    parent = make_account(window.ctx, "梱包費", "expense", code="6105")
    make_account(window.ctx, "箱", "expense", parent_id=parent)
    answer = window.get("accounts/")
    lines = answer.context["lines"]
    names = [line["cells"][1][0] for line in lines]
    assert names[names.index("梱包費") + 1] == "　箱"
    assert next(line["heading"] for line in lines if line["heading"]) == "Asset › Cash"
    assert len([line for line in lines if line["heading"]]) < 30
    assert "売上" in names


def test_an_account_is_made_changed_and_deleted(window):
    made = window.post("accounts/new/", {"account_type": "expense", "account_name": "Boxes", "account_code": "6105"})
    assert made.status_code == 303
    page = window.client.get(made["Location"])
    assert "Boxes" in page.content.decode()
    number = account_id(window, "Boxes")
    answer = window.post(
        f"accounts/{number}/edit/", {"account_type": "expense", "account_name": "Cartons", "account_code": "6105"}
    )
    assert answer.status_code == 303
    assert account_id(window, "Cartons") == number
    assert window.get(f"accounts/{number}/", tab="transactions").status_code == 200
    assert window.post(f"accounts/{number}/deactivate/").status_code == 303
    assert window.post(f"accounts/{number}/activate/").status_code == 303
    assert window.post(f"accounts/{number}/delete/").status_code == 303
    assert window.get(f"accounts/{number}/").status_code == 404


def test_errors_stand_at_their_fields(window):
    answer = window.post("accounts/new/", {"account_type": "income", "account_name": "売上", "account_code": "4000"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"account_name", "account_code"}


def test_the_caller_of_the_panel_says_which_types(window):
    form = window.get("accounts/new/", types="cost_of_goods_sold", panel="1").context["form"]
    assert [key for key, _label in form.fields["account_type"].choices] == ["cost_of_goods_sold"]
    form = window.get("accounts/new/", types="asset,liability,expense", panel="1").context["form"]
    offered = {value for _heading, options in form.fields["account_type"].choices[1:] for value, _text in options}
    assert {"other_current_asset", "other_current_liability", "expense"} <= offered
    assert not {"income", "equity", "cost_of_goods_sold"} & offered


def test_an_account_made_in_the_panel_is_chosen(window):
    data = {"account_type": "cost_of_goods_sold", "account_name": "茶の原価", "account_code": "5001"}
    answer = window.post("accounts/new/?panel=1&types=cost_of_goods_sold", data)
    assert answer.status_code == 204
    assert "5001" in answer.headers["HX-Trigger"]


@pytest.mark.parametrize("name", ["売上", "在庫資産"])
def test_system_accounts_offer_no_deletion(window, name):
    page = window.get(f"accounts/{account_id(window, name)}/").content.decode()
    assert "/delete/" not in page
    assert "/deactivate/" not in page


def test_choices_are_searched(window):
    found = window.get("accounts/choices/", q="売上", types="income").json()["options"]
    assert "4000 売上" in [option["text"] for option in found]
