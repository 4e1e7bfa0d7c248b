"""Goods that were invoiced and have not left are cancelled by a credit note (behaviour.md 3.1)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.core.state import Action
from daicho.documents.queries.document_view import document_view
from daicho.kernel.errors import RuleBroken
from daicho.payments.commands.remove_use import remove_use
from daicho.payments.queries.uses import uses_of
from daicho.platform.work import reading
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.report import Parameters
from daicho.sales.commands.create_sales_return import create_sales_return
from daicho.sales.commands.credit_invoice import credit_invoice
from daicho.sales.commands.credit_sales_return import credit_sales_return
from daicho.sales.commands.invoice_order import invoice_order
from daicho.sales.commands.receive_sales_return import receive_sales_return
from daicho.sales.kinds import CREDIT_NOTE, INVOICE, SALES_ORDER
from tests.build.catalog import make_item
from tests.build.composites import make_composite
from tests.build.documents import line
from tests.build.returns import lines_of
from tests.build.sales import make_sales_order
from tests.build.wire import api_of
from tests.scenarios.test_shipping import Shop

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 6)


@pytest.fixture
def shop():
    return Shop()


def credit(shop, invoice, **quantities):
    """Credit these quantities of an invoice's teas, without a return."""
    with reading(shop.ctx):
        lines = document_view(shop.ctx, kind=INVOICE, document_id=invoice).lines
    names = {shop.green: "green", shop.black: "black"}
    chosen = {row.line_id: Decimal(quantities[names[row.item_id]]) for row in lines if names[row.item_id] in quantities}
    return credit_invoice(shop.ctx, invoice_id=invoice, quantities=chosen, fields={"date": DAY})


def void(shop, note):
    """Take a credit note off its invoice, and make it void."""
    with reading(shop.ctx):
        uses = uses_of(shop.ctx, sources=[("creditnote", note)])
    for use in uses:
        remove_use(shop.ctx, use_id=use.use_id)
    change_state(shop.ctx, kind=CREDIT_NOTE, document_id=note, action=Action.VOID)


def waiting(ctx, known_at=None):
    """Return item → what open orders have still to ship, by the report."""
    with reading(ctx):
        parameters = Parameters(date(2026, 11, 1), date(2026, 11, 30), known_at=known_at)
        rows = REPORTS["openorders"].query(ctx, parameters=parameters).rows
    return {row["item_name"]: int(row["to_be_shipped"]) for row in rows if row["to_be_shipped"]}


def test_what_was_credited_before_it_left_is_not_shipped_any_more(shop):
    order = shop.order(8, 4)
    shop.ship(shop.pack(order, green=5))
    invoice = invoice_order(shop.ctx, order_id=order, is_open=True, fields={"date": DAY})
    assert (shop.stock(shop.green), shop.stock(shop.black)) == ((12, 15, 0, 3), (16, 20, 0, 4))
    assert waiting(shop.ctx) == {"Green": 3, "Black": 4}
    credit(shop, invoice, green=3)
    assert (shop.stock(shop.green), shop.stock(shop.black)) == ((15, 15, 0, 0), (16, 20, 0, 4))
    assert shop.marks(order) == ("open", "partially_packed", "partially_shipped", "invoiced")
    assert waiting(shop.ctx) == {"Black": 4}
    shop.is_tied_out()
    with pytest.raises(RuleBroken) as refused:
        shop.pack(order, green=1)
    assert refused.value.code == 4806
    told = api_of(shop.ctx).within(application="inventory").get(f"/salesorders/{order}")["salesorder"]
    assert (told["quantity_cancelled"], told["quantity_shipped"], told["quantity_invoiced"]) == (3, 5, 12)
    rest = credit(shop, invoice, black=4)
    assert shop.marks(order) == ("closed", "packed", "shipped", "invoiced")
    shop.is_tied_out()
    void(shop, rest)
    assert shop.marks(order)[0] == "open"
    assert shop.stock(shop.black) == (16, 20, 0, 4)
    delete_document(shop.ctx, kind=CREDIT_NOTE, document_id=rest)
    shop.ship(shop.pack(order, black=4))
    assert shop.marks(order) == ("closed", "packed", "shipped", "invoiced")
    shop.is_tied_out()


def test_goods_that_left_are_not_cancelled_by_their_credit(shop):
    order = shop.order(8, 4)
    shop.ship(shop.pack(order, green=8))
    invoice = invoice_order(shop.ctx, order_id=order, is_open=True, fields={"date": DAY})
    green, _black = lines_of(shop.ctx, SALES_ORDER, order)
    row = {"source_line_id": green, "quantity": Decimal(2), "credit_only": Decimal(1)}
    back = create_sales_return(shop.ctx, order_id=order, fields={"lines": [row]})
    receive_sales_return(shop.ctx, return_id=back, fields={})
    credit_sales_return(shop.ctx, return_id=back)
    assert shop.stock(shop.green)[3] == 0
    assert shop.marks(order)[:3] == ("open", "partially_packed", "partially_shipped")
    credit(shop, invoice, green=1)
    assert shop.stock(shop.green)[3] == 0
    assert waiting(shop.ctx) == {"Black": 4}
    shop.is_tied_out()


def test_what_was_known_before_the_credit_is_known_again(shop):
    order = shop.order(8, 4)
    invoice = invoice_order(shop.ctx, order_id=order, is_open=True, fields={"date": DAY})
    seen = [(shop.ctx.now, waiting(shop.ctx))]
    shop.ctx = replace(shop.ctx, now=shop.ctx.now + timedelta(hours=1))
    note = credit(shop, invoice, green=3)
    seen.append((shop.ctx.now, waiting(shop.ctx)))
    shop.ctx = replace(shop.ctx, now=shop.ctx.now + timedelta(hours=1))
    void(shop, note)
    seen.append((shop.ctx.now, waiting(shop.ctx)))
    assert [told["Green"] for _moment, told in seen] == [8, 5, 8]
    for moment, told in seen:
        assert waiting(shop.ctx, moment) == told


def test_kits_are_cancelled_with_their_components(shop):
    kit = make_composite(shop.ctx, {shop.green: 2, make_item(shop.ctx, "Tin"): 1}, "Set", combo_type="kit")
    order = make_sales_order(shop.ctx, shop.customer, [line(kit, 3, rate=900)], date=date(2026, 11, 3))
    change_state(shop.ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    invoice = invoice_order(shop.ctx, order_id=order, is_open=True, fields={"date": DAY})
    assert shop.stock(shop.green) == (14, 20, 0, 6)
    (sold,) = lines_of(shop.ctx, INVOICE, invoice)
    credit_invoice(shop.ctx, invoice_id=invoice, quantities={sold: Decimal(1)}, fields={"date": DAY})
    assert shop.stock(shop.green) == (16, 20, 0, 4)
    shop.is_tied_out()
