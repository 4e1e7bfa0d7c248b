"""Which column fills which field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.exchange.core.document_columns import DOCUMENTS
from daicho.exchange.core.field import Kind
from daicho.exchange.core.kinds import KINDS
from daicho.exchange.core.mapping import automatic_mapping, checked_mapping, header_names, suggested_header
from daicho.kernel.errors import InvalidInput

ZOHO_CONTACTS = (
    "Created Time,Contact ID,Contact Name,Company Name,Salutation,First Name,Last Name,EmailID,Phone,MobilePhone,"
    "Currency Code,Notes,Website,Status,Credit Limit,Payment Terms Label,Customer Sub Type,Billing Attention,"
    "Billing Address,Billing Street2,Billing City,Billing State,Billing Country,Billing Code,Billing Fax,"
    "Shipping Address,Shipping City,Shipping Code,Contact Type"
)
ZOHO_ITEMS = (
    "Item ID,Item Name,SKU,Description,Rate,Account,Account Code,Tax Name,Product Type,Status,Usage unit,"
    "Purchase Rate,Purchase Account,Purchase Description,Inventory Account,Reorder Point,Vendor,Opening Stock,"
    "Item Type,UPC,EAN,Taxable"
)
ZOHO_ACCOUNTS = "Account ID,Account Name,Account Code,Description,Account Type,Currency,Parent Account,Account Status"
JAPANESE = {
    "contacts": "取引先コード,取引先名,フリガナ,区分,郵便番号,都道府県,市区町村,住所1,建物名,電話番号,登録番号",
    "items": "商品コード,商品名,カナ,単位,販売価格,仕入価格,税区分,JANコード,仕入先,期首在庫,発注点",
    "accounts": "勘定コード,勘定科目名,種類,親科目,説明",
}
JAPANESE |= dict.fromkeys(
    (kind.name for kind in DOCUMENTS),
    "伝票番号,取引先名,日付,期日,ステータス,参照番号,通貨,レート,税込,送料,備考,商品コード,数量,単位,単価,税区分",
)


def mapped(kind: Kind, header: str) -> dict[str, str]:
    names = header.split(",")
    return {name: key for name, key in zip(names, automatic_mapping(KINDS[kind], names), strict=True) if key}


def test_an_export_of_zoho_is_understood():
    contacts = mapped("contacts", ZOHO_CONTACTS)
    assert set(ZOHO_CONTACTS.split(",")) - set(contacts) == {"Created Time", "Contact ID"}
    assert contacts["Billing Code"] == "billing_zip"
    assert contacts["EmailID"] == "email"
    items = mapped("items", ZOHO_ITEMS)
    assert set(ZOHO_ITEMS.split(",")) - set(items) == {"Item ID", "Account Code"}
    assert (items["Rate"], items["Account"], items["Usage unit"]) == ("rate_micro", "account_id", "unit")
    accounts = mapped("accounts", ZOHO_ACCOUNTS)
    assert set(ZOHO_ACCOUNTS.split(",")) - set(accounts) == {"Account ID"}


@pytest.mark.parametrize("kind", list(KINDS))
def test_japanese_headers_are_understood(kind):
    assert set(mapped(kind, JAPANESE[kind])) == set(JAPANESE[kind].split(","))


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_known_header_belongs_to_a_field(kind):
    assert {key for key, _name in header_names(KINDS[kind].headers or kind)} <= {
        item.key for item in KINDS[kind].fields
    }


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", list(KINDS))
def test_the_empty_workbook_is_understood(kind, language):
    fields = tuple(item.key for item in KINDS[kind].fields)
    assert automatic_mapping(KINDS[kind], suggested_header(KINDS[kind], language)) == fields


def test_the_first_of_two_columns_for_one_field_has_it():
    assert automatic_mapping(KINDS["items"], ("Item name", "商品名", "")) == ("name", "", "")


def test_a_choice_must_be_possible():
    items = KINDS["items"]
    assert checked_mapping(items, ("a", "b"), {0: "name", 1: "sku"}) == ("name", "sku")
    for chosen in ({0: "sku"}, {0: "name", 1: "name"}, {0: "name", 1: "nonsense"}):
        with pytest.raises(InvalidInput):
            checked_mapping(items, ("a", "b"), chosen)


@given(st.sampled_from(list(KINDS)), st.lists(st.text(max_size=30), max_size=30))
def test_any_header_maps_each_field_at_most_once(kind, header):
    mapping = automatic_mapping(KINDS[kind], header)
    used = [key for key in mapping if key]
    assert len(mapping) == len(header)
    assert len(used) == len(set(used))
