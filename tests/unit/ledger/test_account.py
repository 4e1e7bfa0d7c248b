"""The rules of the chart."""

import pytest

from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.ledger.core.account import DEEPEST, AccountFacts, below, placed
from daicho.ledger.core.account_type import ACCOUNT_TYPES, FROM_INVENTORY, Side
from daicho.ledger.core.chart import starting_chart

CHART = {
    1: AccountFacts(1, "Rent", "6220", "expense", None, 0, ""),
    2: AccountFacts(2, "Rent of shops", "", "expense", 1, 1, ""),
    3: AccountFacts(3, "Sales", "4000", "income", None, 0, "sales_default"),
    **{
        10 + depth: AccountFacts(10 + depth, f"Depth {depth}", "", "asset", 9 + depth if depth else None, depth, "")
        for depth in range(DEEPEST + 1)
    },
}


def fields_refused(fields, current=None):
    with pytest.raises(InvalidInput) as caught:
        placed(CHART, fields, current)
    return {error.field for error in caught.value.errors}


def test_a_sub_account_stands_one_deeper():
    assert placed(CHART, {"name": "Storage", "account_type": "expense", "parent_id": 2}, None) == 2


def test_everything_wrong_is_told_at_once():
    given = {"name": "rent ", "code": "4000", "account_type": "income", "parent_id": 1}
    assert fields_refused(given) == {"account_name", "account_code", "parent_account_id"}
    assert fields_refused({}) == {"account_name", "account_type"}
    assert fields_refused({"name": "x", "account_type": "payment_clearing"}) == {"account_type"}


def test_no_account_stands_below_itself_or_too_deep():
    assert fields_refused({"parent_id": 2}, CHART[1]) == {"parent_account_id"}
    assert fields_refused({"parent_id": 1}, CHART[1]) == {"parent_account_id"}
    assert "parent_account_id" in fields_refused({"name": "x", "account_type": "asset", "parent_id": 10 + DEEPEST})
    assert below(CHART, 10) == {10 + depth: depth for depth in range(1, DEEPEST + 1)}


def test_types_that_must_stay():
    assert fields_refused({"account_type": "other_expense"}, CHART[1]) == {"account_type"}
    with pytest.raises(RuleBroken, match="Sales"):
        placed(CHART, {"account_type": "other_income"}, CHART[3])


def test_the_types():
    assert len(ACCOUNT_TYPES) == 38 + 4 + 1  # the enum; stock, clearing, overseas tax, deferred tax on both sides
    assert ACCOUNT_TYPES["cost_of_goods_sold"].normal_balance is Side.DEBIT
    assert ACCOUNT_TYPES["credit_card"].normal_balance is Side.CREDIT
    assert {"cost_of_goods_sold", "expense", "fixed_asset", "credit_card", "stock"} <= set(FROM_INVENTORY)
    assert not {"income", "equity", "other_income"} & set(FROM_INVENTORY)


@pytest.mark.parametrize(
    ("country", "language", "sales"), [("JP", "ja", "売上"), ("JP", "en", "Sales"), ("US", "ja", "Sales")]
)
def test_the_starting_charts_have_the_same_system_accounts(country, language, sales):
    rows = starting_chart(country, language)
    keys = {row.system_key for row in rows if row.system_key}
    assert keys == {row.system_key for row in starting_chart("JP", "ja") if row.system_key}
    assert {row.account_type for row in rows} <= set(ACCOUNT_TYPES)
    assert next(row.name for row in rows if row.system_key == "sales_default") == sales
