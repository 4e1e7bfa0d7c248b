"""Items as people see them."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.catalog.queries.list_items import list_items
from daicho.ledger.queries.accounts import account_choices
from daicho.platform.custom_fields import define_field
from daicho.platform.listing import Criteria
from daicho.platform.work import reading
from tests.build.catalog import make_item
from tests.build.contacts import make_contact

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
KEPT = {
    "product_type": "goods",
    "can_be_sold": "on",
    "can_be_purchased": "on",
    "track_inventory": "on",
    "is_taxable": "on",
}


def items(window):
    with reading(window.ctx):
        return {item.name: item for item in list_items(window.ctx, criteria=Criteria()).rows}


def accounts(window):
    with reading(window.ctx):
        return {choice.name: choice.account_id for choice in account_choices(window.ctx)}


def test_an_item_is_made_with_its_accounts_and_picture(window):
    known = accounts(window)
    data = {
        **KEPT, "name": "緑茶", "kana": "リョクチャ", "sku": "TEA-1", "rate": "１，２３４．５", "purchase_rate": "500",
        "account_id": known["売上"], "purchase_account_id": known["売上原価"],
        "inventory_account_id": known["在庫資産"],
        "initial_stock": "12", "initial_stock_rate": "480", "reorder_level": "5",
        "image": SimpleUploadedFile("tea.png", PNG),
    }  # fmt: skip
    answer = window.post("items/new/", data)
    assert answer.status_code == 303
    item = items(window)["緑茶"]
    assert (item.rate_micro, item.item_type, item.reorder_level_micro) == (1_234_500_000, "inventory", 5_000_000)
    assert item.opening_stock[0].quantity_micro == 12_000_000
    page = window.client.get(answer["Location"]).content.decode()
    assert "¥1,234.5" in page
    image = f"items/{item.item_id}/images/{item.images[0].image_id}/"
    assert image in page
    assert window.get(image).content == PNG
    assert image in window.get("items/").content.decode()


def test_all_errors_at_once_and_nothing_is_lost(window):
    make_item(window.ctx, sku="TEA-1")
    rent = accounts(window)["地代家賃"]
    data = {**KEPT, "name": "", "sku": "tea-1", "rate": "many", "purchase_account_id": rent}
    answer = window.post("items/new/", data)
    assert answer.status_code == 422
    assert {"name", "rate"} <= set(answer.context["form"].errors)
    answer = window.post("items/new/", {**data, "name": "x", "rate": "1", "ean": "12-34", "product_type": "service"})
    assert {"sku", "track_inventory", "ean"} <= set(answer.context["form"].errors)
    nothing = window.post("items/new/", {"product_type": "goods", "name": "x"})
    assert "can_be_sold" in nothing.context["form"].errors


def test_only_what_changed_is_saved(window):
    item_id = make_item(window.ctx, "Tea", sku="A", category="Drinks")
    form = window.get(f"items/{item_id}/edit/").context["form"]
    values = {name: form[name].value() for name in form.fields if name != "image"}
    data = {name: value if value is not True else "on" for name, value in values.items() if value not in (None, False)}
    assert window.post(f"items/{item_id}/edit/", {**data, "name": "Black tea"}).status_code == 303
    item = items(window)["Black tea"]
    assert (item.sku, item.texts["category"], item.item_type) == ("A", "Drinks", "inventory")
    history = window.get(f"items/{item_id}/", tab="history").content.decode()
    assert "Name" in history


def test_the_cost_account_is_made_in_place_in_both_applications(window):
    page = window.get("items/new/")
    create_url = page.context["form"].fields["purchase_account_id"].widget.attrs["data-create-url"]
    assert "types=cost_of_goods_sold" in create_url
    assert "data-create-url" in page.context["form"].fields["account_id"].widget.attrs
    data = {"account_type": "cost_of_goods_sold", "account_name": "茶の原価"}
    answer = window.client.post(create_url, data)
    made = json.loads(answer.headers["HX-Trigger"])["daicho:created"]
    assert made["text"] == "茶の原価"
    item_id = make_item(window.ctx, purchase_account_id=int(made["value"]))
    assert "茶の原価" in window.get(f"items/{item_id}/").content.decode()


def test_tabs_actions_and_clone(window):
    item_id = make_item(window.ctx, "Tea", sku="A", rate_micro=7 * 10**6)
    path = f"items/{item_id}/"
    for tab in ("overview", "stock", "transactions", "history"):
        assert window.get(path, tab=tab).status_code == 200
    form = window.get("items/new/", clone=str(item_id)).context["form"]
    assert (form["name"].value(), form["sku"].value(), str(form["rate"].value())) == ("", "", "7")
    assert window.post(f"{path}images/", {"images": SimpleUploadedFile("a.png", PNG)}).status_code == 303
    image = items(window)["Tea"].images[0].image_id
    assert window.post(f"{path}images/{image}/back/").status_code == 303
    assert window.post(f"{path}images/{image}/remove/").status_code == 303
    assert window.post(f"{path}images/", {}).status_code == 303
    assert window.post(f"{path}deactivate/").status_code == 303
    assert window.post(f"{path}activate/").status_code == 303
    assert window.post(f"{path}comments/", {"description": "good"}).status_code == 303
    assert window.post(f"{path}delete/").status_code == 303
    assert window.get(path).status_code == 404


def test_custom_fields_stand_in_the_form(window):
    define_field(window.ctx, fields={"entity": "item", "label": "Shelf", "data_type": "string"})
    answer = window.post("items/new/", {**KEPT, "name": "Tea", "cf_shelf": "A-1"})
    assert "A-1" in window.client.get(answer["Location"]).content.decode()
    assert window.get(f"items/{items(window)['Tea'].item_id}/edit/").context["form"]["cf_shelf"].value() == "A-1"


@pytest.mark.parametrize("text", ["りょくちゃ", "4901234567894"])
def test_items_are_chosen_and_found(window, text):
    make_item(window.ctx, "緑茶", kana="リョクチャ", ean="4901234567894", sku="T")
    found = window.get("items/choices/", q=text).json()["options"]
    assert [(option["text"], option["note"]) for option in found] == [("緑茶", "T")]
    assert "緑茶" in window.get("items/", search_text=text).content.decode()
    assert "緑茶" in window.get("search/", q=text).content.decode()


def test_lists_and_pages_are_few_queries(window):
    for count in range(3):
        opening = [{"location_id": None, "quantity_micro": 10**6, "rate_micro": 10**6}]
        vendor_id = make_contact(window.ctx)
        item_id = make_item(window.ctx, f"Tea {count}", category="Drinks", vendor_id=vendor_id, opening_stock=opening)
    # Stock is 4 of them: what is there, the locations, what sales and purchase orders wait for.
    for path, most in (("items/", 12), (f"items/{item_id}/", 12), ("items/new/", 12), ("accounts/", 12)):
        with CaptureQueriesContext(connection) as captured:
            assert window.get(path).status_code == 200
        assert len(captured) <= most, (path, len(captured), [query["sql"][:90] for query in captured])
