"""Items: creating, choosing, the three accounts."""

import pytest

from daicho.catalog.commands.import_items import import_items
from daicho.catalog.queries.item_card import item_card
from daicho.catalog.queries.item_choices import item_choices
from daicho.kernel.errors import InvalidInput
from daicho.ledger.queries.accounts import account_choices
from daicho.platform.work import reading
from tests.build.catalog import make_item
from tests.build.context import context
from tests.build.ledger import make_account, make_chart
from tests.build.stock import make_shop
from tests.build.taxes import make_taxes

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    ctx = context()
    make_chart(ctx)
    return ctx


def test_a_tracked_item_has_the_three_default_accounts(ctx):
    item_id = make_item(ctx)
    with reading(ctx):
        card = item_card(ctx, item_ids=[item_id])[item_id]
        ids = [card.account_id, card.purchase_account_id, card.inventory_account_id]
        names = {choice.account_id: choice.name for choice in account_choices(ctx, account_ids=ids)}
    assert [names[account_id] for account_id in ids] == ["売上", "売上原価", "在庫資産"]


def test_an_account_of_a_type_that_does_not_fit_is_refused_by_name_of_the_field(ctx):
    rent = make_account(ctx, "Rent of the shop", "expense")
    with pytest.raises(InvalidInput) as caught:
        make_item(ctx, account_id=rent, inventory_account_id=rent, tax_id=7)
    assert [error.field for error in caught.value.errors] == ["account_id", "inventory_account_id", "tax_id"]


def test_a_file_keeps_account_and_tracking_of_goods_with_stock():
    ctx = make_shop().ctx
    other = make_account(ctx, "Goods in the shop", "stock")
    moved = [{"name": "Tea", "inventory_account_id": other}, {"name": "Rice", "item_type": "sales_and_purchases"}]
    for name in ("Tea", "Rice"):
        make_item(ctx, name, opening_stock=[{"location_id": None, "quantity_micro": 10**6, "rate_micro": 10**6}])
    result = import_items(ctx, rows=moved, existing="update")
    assert [(fault.index, fault.error.field) for fault in result.faults] == [
        (0, "inventory_account_id"),
        (1, "item_type"),
    ]
    make_item(ctx, "Cups")
    assert import_items(ctx, rows=[{**moved[0], "name": "Cups"}], existing="update").faults == ()


def test_skus_are_unique_whatever_their_case(ctx):
    make_item(ctx, sku="TEA-1")
    with pytest.raises(InvalidInput, match="tea-1"):
        make_item(ctx, sku="tea-1")


@pytest.mark.parametrize(
    "text", ["りょくちゃ", "リョクチャ", "ﾘｮｸﾁｬ", "49012", "4901234567894", "tea-1", "tea1", "緑茶 りょく"]
)
def test_items_are_found_by_kana_and_code(ctx, text):
    item_id = make_item(ctx, "緑茶", kana="リョクチャ", sku="TEA-1", ean="4901234567894")
    make_item(ctx, "紅茶")
    with reading(ctx):
        assert [card.item_id for card in item_choices(ctx, text=text)] == [item_id]


def test_an_item_carries_its_tax(ctx):
    taxes = make_taxes(ctx)
    item_id = make_item(ctx, tax_id=taxes["消費税 8%(軽減)"])
    with reading(ctx):
        assert item_card(ctx, item_ids=[item_id])[item_id].tax_id == taxes["消費税 8%(軽減)"]
