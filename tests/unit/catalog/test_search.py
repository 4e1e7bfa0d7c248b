"""The searchable text of items, and the rules of items."""

import pytest

from daicho.catalog.commands._item_values import DEFAULTS
from daicho.catalog.core.item import (
    FoundAccount,
    OpeningStockFields,
    account_errors,
    item_errors,
    opening_stock_errors,
)
from daicho.catalog.core.search import folded, search_text


@pytest.mark.parametrize("text", ["リョクチャ", "りょくちゃ", "ﾘｮｸﾁｬ"])
def test_kana_of_any_kind_is_one(text):
    assert folded(text) == "りょくちゃ"


def test_width_and_case_do_not_matter():
    assert folded("ＴＥＡ－１") == "tea-1"
    assert search_text(["Tea", "TEA-1", "", "tea"]) == "tea\ntea-1\ntea1"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"item_type": "colour"}, "item_type"),
        ({"item_type": "inventory", "product_type": "service"}, "item_type"),
        ({"rate_micro": -1}, "rate"),
        ({"reorder_level_micro": 10**18 + 1}, "reorder_level"),
        ({"ean": "4901234567894X"}, "ean"),
        ({"upc": "x"}, "upc"),
        ({"sku": "x" * 101}, "sku"),
        ({"weight_unit": "stone"}, "weight_unit"),
    ],
)
def test_each_fault_names_its_field(change, field):
    assert next(error.field for error in item_errors({**DEFAULTS, "name": "Tea", **change})) == field


def test_accounts_fit_their_fields():
    accounts = {1: FoundAccount("income", is_active=True), 2: FoundAccount("stock", is_active=False)}
    chosen = {"account_id": 1, "purchase_account_id": 1, "inventory_account_id": 2}
    assert [error.field for error in account_errors(chosen, accounts)] == [
        "purchase_account_id",
        "inventory_account_id",
    ]


def test_opening_stock_is_for_tracked_items_once_a_place():
    row: OpeningStockFields = {"location_id": None, "quantity_micro": 1, "rate_micro": 0}
    assert not list(opening_stock_errors([row], item_type="inventory", tracking=""))
    assert [error.field for error in opening_stock_errors([row], item_type="sales", tracking="")] == ["initial_stock"]
    assert [error.field for error in opening_stock_errors([row, row], item_type="inventory", tracking="")] == [
        "location_id"
    ]
    below = [{**row, "rate_micro": -1}]
    faults = opening_stock_errors(below, item_type="inventory", tracking="")
    assert [error.field for error in faults] == ["initial_stock_rate"]
    assert [error.field for error in opening_stock_errors([row], item_type="inventory", tracking="batch")] == [
        "initial_stock"
    ]
