"""Files taken in: everything or nothing, updated or skipped, all faults at once."""

from dataclasses import replace
from io import BytesIO

import pytest
import xlsxwriter

from daicho.catalog.queries.item_card import item_card
from daicho.contacts.queries.contact_card import contact_card
from daicho.exchange.commands.import_file import import_file
from daicho.exchange.commands.run_import import run_import
from daicho.exchange.commands.start_import import start_import
from daicho.exchange.commands.undo_import import Undone, undo_import
from daicho.kernel.context import Ctx
from daicho.kernel.errors import Forbidden, InvalidInput, NotFound, RuleBroken
from daicho.ledger.queries.accounts import account_choices
from daicho.platform.custom_fields import custom_values, define_field
from daicho.platform.work import reading, unit_of_work
from tests.build.catalog import make_item
from tests.build.context import context
from tests.build.organization import make_organization

pytestmark = pytest.mark.django_db

CONTACTS = """取引先名,フリガナ,区分,支払条件,登録番号,姓,メール,郵便番号,住所1
株式会社青葉文具,アオバブング,顧客,月末締め翌月末払い,T7000012050002,佐藤,sato@example.jp,100-0001,千代田1-1
有限会社つばめ製菓,ツバメセイカ,仕入先,Net 30,,,,,
"""
ITEMS = """商品名,商品コード,種類,販売価格,仕入価格,税区分,仕入先,期首在庫
煎茶 100g,T-001,在庫商品,"1,200",700,消費税 8%(軽減),有限会社つばめ製菓,40
送料,S-001,販売,550,,消費税 10%,,
"""
ACCOUNTS = """勘定コード,勘定科目名,種類,親科目
7100,発送費,費用,
7110,国際発送費,費用,7100
"""


def take(ctx: Ctx, kind: str, text: str, **more):
    return import_file(ctx, kind=kind, name=f"{kind}.csv", content=text.encode("cp932"), **more)


def test_contacts_items_and_accounts_of_a_japanese_shop():
    ctx = make_organization()
    contacts = take(ctx, "contacts", CONTACTS)
    items = take(ctx, "items", ITEMS)
    accounts = take(ctx, "accounts", ACCOUNTS)
    assert not contacts.faults + items.faults + accounts.faults
    with reading(ctx):
        first = contact_card(ctx, contact_id=contacts.created[0])
        tea = item_card(ctx, item_ids=items.created)[items.created[0]]
        depths = {choice.code: choice.depth for choice in account_choices(ctx)}
    assert first.name == "株式会社青葉文具"
    assert (tea.sku, tea.rate_micro) == ("T-001", 1200 * 10**6)
    assert (depths["7100"], depths["7110"]) == (0, 1)


def test_a_second_import_changes_what_differs_and_leaves_the_rest():
    ctx = make_organization()
    take(ctx, "contacts", CONTACTS)
    again = take(ctx, "contacts", CONTACTS.replace("千代田1-1", "千代田9-9"))
    assert (len(again.created), len(again.updated), again.skipped) == (0, 1, 1)
    skipped = take(ctx, "contacts", CONTACTS.replace("千代田1-1", "千代田2-2"), existing="skip")
    assert (len(skipped.created), len(skipped.updated), skipped.skipped) == (0, 0, 2)
    take(ctx, "items", ITEMS)
    items = take(ctx, "items", ITEMS.replace("1,200", "1,300"))
    assert (len(items.updated), items.skipped) == (1, 1)
    take(ctx, "accounts", ACCOUNTS)
    accounts = take(ctx, "accounts", ACCOUNTS.replace("国際発送費", "海外発送費"))
    assert (len(accounts.updated), accounts.skipped) == (1, 1)


def test_with_any_fault_nothing_is_written_and_all_are_told():
    ctx = make_organization()
    text = """取引先名,区分,登録番号,メール,支払条件
よい会社,顧客,,a@example.jp,
だめな会社,何か,T1234567890123,not an address,いつか
よい会社,顧客,,,
,顧客,,,
"""
    outcome = take(ctx, "contacts", text)
    assert [(fault.number, fault.column) for fault in outcome.faults] == [
        (3, "区分"), (3, "支払条件"), (3, "登録番号"), (3, "メール"), (4, "取引先名"), (5, "取引先名"),
    ]  # fmt: skip
    assert not outcome.created
    assert len(take(ctx, "contacts", "Name\nよい会社\n").created) == 1


def test_a_dry_run_writes_nothing():
    ctx = make_organization()
    for kind, text in (("contacts", CONTACTS), ("accounts", ACCOUNTS)):
        assert len(take(ctx, kind, text, dry_run=True).created) == 2
        assert len(take(ctx, kind, text).created) == 2


def test_a_workbook_is_taken_like_a_csv_file():
    ctx = make_organization()
    target = BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    for number, row in enumerate([["Item Name", "SKU", "Rate", "EAN"], ["Green tea", "A1", 12.5, 4901234567894]]):
        sheet.write_row(number, 0, row)
    book.close()
    outcome = import_file(ctx, kind="items", name="items.xlsx", content=target.getvalue())
    with reading(ctx):
        card = item_card(ctx, item_ids=outcome.created)[outcome.created[0]]
    assert (card.name, card.rate_micro) == ("Green tea", 12_500_000)


def test_a_workbook_with_cells_in_far_corners_is_refused():
    target = BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "Name")
    sheet.write(1_048_575, 16_383, "far")
    book.close()
    with pytest.raises(InvalidInput):
        import_file(make_organization(), kind="items", name="items.xlsx", content=target.getvalue())


@pytest.mark.parametrize("content", [b"PK\x03\x04 no workbook", b"", b"SKU\nA1\n", b"\xff\xfe\x00"])
def test_files_that_cannot_be_are_refused(content):
    with pytest.raises(InvalidInput):
        import_file(make_organization(), kind="items", name="items.csv", content=content)


def test_rights_and_kinds():
    ctx = make_organization()
    with pytest.raises(NotFound):
        take(ctx, "orders", "Name\nA\n")
    for permissions in (("contacts.create", "contacts.edit"), ("exchange.create",)):
        with pytest.raises(Forbidden):
            take(context(ctx.organization_id, *permissions), "contacts", "Name\nA\n")


def test_a_thousand_rows_cost_few_statements(django_assert_max_num_queries):
    ctx = make_organization()
    text = "Name,Email,City\n" + "".join(f"Shop {number},s{number}@example.jp,Kobe\n" for number in range(1000))
    with django_assert_max_num_queries(120):
        assert len(take(ctx, "contacts", text).created) == 1000
    text = "Name,SKU,Item type\n" + "".join(f"Tea {number},T{number},inventory\n" for number in range(1000))
    with django_assert_max_num_queries(120):
        assert len(take(ctx, "items", text).created) == 1000


def test_accounts_of_inventory_are_of_the_types_that_may_be_made_there():
    ctx = replace(make_organization(application="inventory"), application="inventory")
    outcome = take(ctx, "accounts", "勘定科目名,種類\n梱包費,費用\n雑収入2,収入\n")
    assert [(fault.number, fault.column) for fault in outcome.faults] == [(3, "種類")]


@pytest.mark.parametrize(("kind", "text"), [("contacts", CONTACTS), ("items", ITEMS), ("accounts", ACCOUNTS)])
def test_an_import_is_undone(kind, text):
    ctx = make_organization()
    if kind == "items":
        take(ctx, "contacts", CONTACTS)
        text = text.replace("有限会社つばめ製菓,40", "有限会社つばめ製菓,")  # stock that is posted stays
    batch_id = start_import(ctx, kind=kind, name=f"{kind}.csv", content=text.encode())
    run_import(ctx, batch_id=batch_id, dry_run=False)
    assert undo_import(ctx, batch_id=batch_id) == Undone(deleted=2, deactivated=0)
    assert len(take(ctx, kind, text).created) == 2
    with pytest.raises(RuleBroken):
        undo_import(ctx, batch_id=batch_id)


def test_what_is_in_use_becomes_inactive_when_an_import_is_undone():
    ctx = make_organization()
    batch_id = start_import(ctx, kind="accounts", name="a.csv", content=ACCOUNTS.encode())
    run_import(ctx, batch_id=batch_id, dry_run=False)
    with reading(ctx):
        used = next(choice.account_id for choice in account_choices(ctx) if choice.code == "7110")
    make_item(ctx, purchase_account_id=used)
    assert undo_import(ctx, batch_id=batch_id) == Undone(deleted=0, deactivated=2)
    with reading(ctx):
        assert not {choice.code for choice in account_choices(ctx)} & {"7100", "7110"}


@pytest.mark.parametrize(
    ("entity", "kind", "text"),
    [("contact", "contacts", CONTACTS), ("item", "items", ITEMS), ("account", "accounts", ACCOUNTS)],
)
def test_custom_fields_are_columns_too(entity, kind, text):
    ctx = make_organization()
    take(ctx, "contacts", CONTACTS)
    with unit_of_work(ctx):
        define_field(ctx, fields={"entity": entity, "label": "納期", "data_type": "date", "is_mandatory": True})
        define_field(ctx, fields={"entity": entity, "label": "管理", "data_type": "string", "is_unique": True})
        define_field(ctx, fields={"entity": entity, "label": "通し番号", "data_type": "autonumber"})
    if kind == "contacts":
        text = text.replace("青葉", "若葉").replace("つばめ", "かもめ").replace("T7000012050002", "")
    lines = text.splitlines()

    def with_columns(*values: str) -> str:
        return "\n".join(f"{line},{value}" for line, value in zip(lines, ("CF.納期,管理", *values), strict=True))

    outcome = take(ctx, kind, text)
    assert {fault.number for fault in outcome.faults} == {2, 3}
    outcome = take(ctx, kind, with_columns("2026/1/5,A", "soon,B"))
    assert [(fault.number, fault.column) for fault in outcome.faults] == [(3, "CF.納期")]
    outcome = take(ctx, kind, with_columns("2026/1/5,A", "2026/1/6,A"))
    assert [(fault.number, fault.column) for fault in outcome.faults] == [(3, "管理")]
    outcome = take(ctx, kind, with_columns("2026/1/5,A", "2026年1月6日,B"))
    assert len(outcome.created) == 2
    again = take(ctx, kind, with_columns("2026/1/5,A", "2026/1/7,B"))
    assert (len(again.updated), again.skipped) == (1, 1)
    with reading(ctx):
        held = custom_values(ctx, entity=entity, entity_ids=outcome.created)
    told = [[item.value for item in held[record_id]] for record_id in outcome.created]
    assert told == [["2026-01-05", "A", "1"], ["2026-01-07", "B", "2"]]
