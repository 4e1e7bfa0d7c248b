"""The vouchers of the house in the language of who prints them: what stands on the paper, in words."""

from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from pypdf import PdfReader

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.kernel.measure import MICRO
from daicho.organizations.commands.join_application import join_application
from daicho.purchases.commands.create_purchase_receive import create_purchase_receive
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.stock.commands.create_location import create_location
from daicho.stock.queries.list_adjustments import list_adjustments
from daicho.stock.queries.list_transfers import list_transfers
from tests.build.catalog import make_item
from tests.build.contacts import make_vendor
from tests.build.documents import line
from tests.build.journals import make_journal
from tests.build.purchases import make_purchase_order
from tests.web.stock.test_documents import found, head, home


@pytest.fixture
def shop(window):
    """The person in an organisation in both applications, and a tea of which ten are on hand."""
    join_application(window.ctx, organization_id=window.ctx.organization_id, application="inventory")
    opening = [{"location_id": None, "quantity_micro": 10 * MICRO, "rate_micro": 100 * MICRO}]
    return window, make_item(window.ctx, "緑茶", unit="袋", opening_stock=opening)


def printed(window, path, locale):
    """Return the words of the paper at `path`, to which the page of the record leads."""
    get_user_model().objects.filter(id=window.user_id).update(locale=locale)
    assert f"{path}pdf/" in window.get(path).content.decode()
    answer = window.get(f"{path}pdf/")
    assert answer["Content-Type"] == "application/pdf"
    return " ".join("\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.content)).pages).split())


def demand(window, path, japanese, english):
    """Demand that the paper tells these words in each language, and that there is no paper of a foreign record."""
    for locale, words in (("ja", japanese), ("en", english)):
        paper = printed(window, path, locale)
        assert [word for word in words if word not in paper] == [], paper
    assert window.get(f"{path.split('/')[0]}/77/pdf/").status_code == 404


def test_a_transfer_is_printed_to_lie_beside_the_goods(shop):
    window, tea = shop
    osaka = create_location(window.ctx, fields={"name": "大阪"})
    sent = {
        "date": "2026-11-01", "from_location_id": home(window), "to_location_id": osaka, "line": ["a"],
        "line-a-item_id": tea, "line-a-quantity": "2.5", "description": "#show 棚替え", "then": "send",
    }  # fmt: skip
    assert window.post("transferorders/new/", sent).status_code == 303
    (made,) = found(window, list_transfers)
    japanese = ("移動伝票", "輸送中", "2026/11/01", "大阪", "緑茶", "2.5 袋", "#show 棚替え", "承認")
    english = ("Transfer slip", "In transit", "大阪", "2.5 袋", "From location", "Approved by")
    demand(window, f"transferorders/{made.transfer_id}/", japanese, english)


def test_an_adjustment_is_printed_with_what_it_changes(shop):
    window, tea = shop
    sent = head(window, reference="REF-A", **{"line-a-item_id": tea, "line-a-quantity": "-4"})
    assert window.post("inventoryadjustments/new/", sent).status_code == 303
    (made,) = found(window, list_adjustments)
    japanese = ("在庫調整伝票", "棚卸", "-4 袋", "-¥400", "合計", "2026/11/01")
    english = ("Inventory adjustment voucher", "-4 袋", "-¥400", "Total")
    demand(window, f"inventoryadjustments/{made.adjustment_id}/", japanese, english)


def test_an_adjustment_of_value_has_no_quantities(shop):
    window, tea = shop
    sent = head(window, **{"line-a-item_id": tea, "line-a-value": "-150", "then": "draft"})
    assert window.post("inventoryadjustments/new/?adjustment_type=value", sent).status_code == 303
    (made,) = found(window, list_adjustments)
    paper = printed(window, f"inventoryadjustments/{made.adjustment_id}/", "en")
    assert "Draft" in paper
    assert "-¥150" in paper
    assert "Quantity" not in paper


def test_what_arrived_is_printed(shop):
    window, tea = shop
    order = make_purchase_order(window.ctx, make_vendor(window.ctx, name="静岡製茶"), [line(tea, 6)])
    change_state(window.ctx, kind=PURCHASE_ORDER, document_id=order, action=Action.OPEN)
    receive = create_purchase_receive(window.ctx, order_id=order, fields={"number": "R-9", "notes": "箱に傷"})
    japanese = ("受領伝票", "R-9", "静岡製茶", "緑茶", "6 袋", "箱に傷", "PO-00001")
    demand(window, f"purchasereceives/{receive}/", japanese, ("Receiving slip", "R-9", "6 袋", "Purchase order"))


def test_a_journal_is_printed_with_both_sides(window):
    journal = make_journal(window.ctx, notes="家賃 #show 11月", is_draft=True)
    japanese = ("振替伝票", "下書き", "借方", "貸方", "家賃 #show 11月", "合計")
    demand(window, f"journals/{journal}/", japanese, ("Journal voucher", "Draft", "Debit", "Credit", "¥1,000 ¥1,000"))
